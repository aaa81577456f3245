// internal: part of the gradients of kernels
import { engine } from '@tensorflow/tfjs-core';

/**
 * Whether the gradient that is being worked out is itself differentiated. Then it must be made of operations that have
 * gradients, and of inputs alone: what a kernel saved of its outputs is a constant to tfjs.
 */
export const isDifferentiated = (): boolean => engine().state.gradientDepth > 0;
