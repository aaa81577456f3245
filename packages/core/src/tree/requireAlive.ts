import { Tensor } from '@tensorflow/tfjs-core';

/**
 * Refuses a tensor that was freed, before V8 tells of it in words of its own. What is no tensor is let through.
 *
 * @param name what an error calls it
 * @param remedy how it stays alive; it ends the message
 */
export const requireAlive = (owner: string, name: string, value: unknown, remedy = ''): void => {
  if (value instanceof Tensor && value.isDisposed) throw new Error(`${owner}: ${name} was disposed of before${remedy}`);
};
