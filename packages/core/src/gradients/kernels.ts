// internal: part of the gradients in needed.ts and further.ts

import { engine, getBackend, type NamedAttrMap, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { offers } from '../kernels/offers.ts';

/** What to do where the backend in use has no kernel for a gradient, or a wrong one. */
export const remedy = "call install() of @kindling/wasm, or train on another: selectBackend('cpu')";

/**
 * What a kernel of the backend in use makes of these. Such kernels have no gradient themselves, so a second derivative
 * is refused by tfjs, by the kernel's name.
 *
 * @throws Error where the backend has no such kernel, with the remedy
 */
export const compute = (owner: string, kernel: string, inputs: NamedTensorMap, attributes: object): Tensor => {
  if (!offers(kernel)) throw new Error(`gradient of ${owner}: ${getBackend()} has no kernel ${kernel}; ${remedy}`);
  return engine().runKernel(kernel, inputs, attributes as NamedAttrMap);
};
