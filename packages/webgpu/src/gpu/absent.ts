/** There is no WebGPU to compute on here. */
export class GpuAbsentError extends Error {
  override readonly name = 'GpuAbsentError';
  /** Why, to be read after "it is": `not there, because ...`. */
  readonly reason: string;
  /** What helps, if anything: `npm install webgpu`. */
  readonly remedy: string | undefined;

  constructor(reason: string, remedy?: string, options?: ErrorOptions) {
    super(`webgpu: it is ${reason}${remedy === undefined ? '' : `; ${remedy}`}`, options);
    this.reason = reason;
    this.remedy = remedy;
  }
}
