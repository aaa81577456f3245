// internal: part of the gradients of kernels
import { type GradConfig, getGradient, registerGradient } from '@tensorflow/tfjs-core';

/**
 * Registers the gradient of a kernel of ours before it is run. Only batch normalization runs these, so programs without
 * it need not load them among those of `neededGradients`.
 */
export const ownGradient = (config: GradConfig): void => {
  if (getGradient(config.kernelName) === undefined) registerGradient(config);
};
