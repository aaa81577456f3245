/**
 * Why there is no PyTorch to compute on, or none on the device that was asked for. `reason` reads on after "it is", and
 * `remedy` says what to type.
 *
 * @example
 * ```ts
 * // not run: needs a machine without a PyTorch
 * import { install, TorchAbsentError } from '@kindling/torch';
 *
 * try {
 *   await install({ device: 'cuda' });
 * } catch (error) {
 *   if (error instanceof TorchAbsentError) console.log(error.reason, error.remedy);
 * }
 * ```
 */
export class TorchAbsentError extends Error {
  override readonly name = 'TorchAbsentError';
  /** What is missing or wrong: `not installed: ...`. */
  readonly reason: string;
  /** What helps: `pip install torch`. */
  readonly remedy: string;

  constructor(reason: string, remedy: string, options?: ErrorOptions) {
    super(`torch: it is ${reason}; ${remedy}`, options);
    this.reason = reason;
    this.remedy = remedy;
  }
}
