import type { Tensor } from '@tensorflow/tfjs-core';

/** The beginning of SHA-256 of the bits of tensors, which are disposed of: equal for equal bits alone. */
export const digest = async (tensors: readonly Tensor[]): Promise<string> => {
  const parts = await Promise.all(tensors.map((tensor) => tensor.data()));
  for (const tensor of tensors) tensor.dispose();
  const bytes = await new Blob(parts.map((part) => part.slice() as Float32Array<ArrayBuffer>)).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
