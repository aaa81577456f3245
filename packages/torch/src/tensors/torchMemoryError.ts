import { MemoryError } from '@kindling/core';

/**
 * A device has no memory left for a tensor. The message has its shape or operator, and what PyTorch says of the sizes.
 * Nothing is lost but the call: a smaller batch, or a model that is disposed of, and the program can go on.
 */
export class TorchMemoryError extends MemoryError {
  override readonly name = 'TorchMemoryError';
}
