/**
 * A backend has no memory left for what an operation asked for. The operation has written nothing and left nothing
 * behind; what was there before is as it was.
 */
export class MemoryError extends Error {
  override readonly name: string = 'MemoryError';
}
