/** tfjs's wasm backend did not start, for a reason that can be told. */
export class WasmStartError extends Error {
  override readonly name = 'WasmStartError';
  /** `http://localhost/tfjs-backend-wasm-simd.wasm was answered with 404 Not Found`. */
  readonly reason: string;
  /** What helps. */
  readonly remedy: string;

  constructor(reason: string, remedy: string, options?: ErrorOptions) {
    super(`install: the wasm backend did not start: ${reason}; ${remedy}`, options);
    this.reason = reason;
    this.remedy = remedy;
  }
}
