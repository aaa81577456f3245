import { backend } from '@tensorflow/tfjs-core';

/**
 * Refuses to go on where tfjs has nothing to compute on, or nothing yet: called by what makes a program's first
 * tensors.
 *
 * @param owner whose call it is, for the error: `sequential`
 * @throws Error with the remedy, and what tfjs says
 */
export const requireBackend = (owner: string): void => {
  try {
    backend();
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${owner}: tfjs has no backend to compute on; before this, await selectBackend('auto') of @kindling/backend, or import one: import '@tensorflow/tfjs-backend-cpu'. tfjs says: ${said}`,
      { cause },
    );
  }
};
