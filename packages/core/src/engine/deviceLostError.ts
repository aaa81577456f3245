/**
 * The device that a backend computed on is gone, and with it all its tensors. A run goes on from a checkpoint, which is
 * host memory, after `selectBackend` has given a new device.
 */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
  /** As WebGPU has it: `destroyed` for a device that the program itself gave up, else `unknown`. */
  readonly reason: string;

  constructor(message: string, reason: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
