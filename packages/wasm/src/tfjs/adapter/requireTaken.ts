// internal: what tfjs's kernels are not to be given, since they don't look
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** Those that know of strings, which are kept beside the memory. */
const ofStrings = new Set([
  'Concat',
  'ExpandDims',
  'Identity',
  'Pack',
  'Reshape',
  'Slice',
  'SplitV',
  'StringNGrams',
  'StringSplit',
  'StringToHashBucketFast',
  'Unique',
  'Unpack',
]);

/** @throws Error for strings that a kernel would take for numbers, and for complex numbers, which the backend lacks. */
export const requireTaken = (kernel: string, inputs: object): void => {
  // No array on the way: each kernel passes here.
  for (const name in inputs) {
    const input = (inputs as Readonly<Record<string, TensorInfo | undefined>>)[name];
    const dtype = input?.dtype;
    if (dtype !== 'complex64' && (dtype !== 'string' || ofStrings.has(kernel))) continue;
    throw new Error(`${kernel}: on the wasm backend ${name} must be numbers or bools, got ${dtype} [${input!.shape}]`);
  }
};
