// internal: trees between device and host
import { mapValues, readTensors, type Tree } from '@kindling/core';
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { HostTensor, HostTree } from './checkpoint.ts';

/** The numbers of all tensors of some trees, read at once. */
export const toHost = async (trees: readonly Tree[]): Promise<HostTree[]> => {
  const numbers = await readTensors(trees.flatMap((tree) => Object.values(tree)));
  let next = 0;
  return trees.map((tree) => mapValues(tree, (tensor) => hostTensor(tensor, numbers[next++] as Float32Array)));
};

const hostTensor = ({ dtype, shape }: Tensor, numbers: Float32Array): HostTensor => ({
  dtype: dtype as HostTensor['dtype'],
  shape: [...shape],
  data: numbers.slice(),
});

/** The same as tensors, the caller's own. */
export const toDevice = (tree: HostTree): Tree =>
  tidy(() =>
    Object.fromEntries(
      Object.entries(tree).map(([name, { data, shape, dtype }]) => [name, tensor(data.slice(), [...shape], dtype)]),
    ),
  );
