// internal: trees between device and host
import type { Tree } from '@kindling/core';
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { HostTensor, HostTree } from './checkpoint.ts';

/** The numbers of all tensors. */
export const toHost = async (tree: Tree): Promise<HostTree> =>
  Object.fromEntries(
    await Promise.all(Object.entries(tree).map(async ([name, value]) => [name, await numbersOf(value)] as const)),
  );

const numbersOf = async (value: Tensor): Promise<HostTensor> => ({
  dtype: value.dtype as HostTensor['dtype'],
  shape: [...value.shape],
  data: (await value.data<'float32'>()).slice(),
});

/** The same as tensors, the caller's own. */
export const toDevice = (tree: HostTree): Tree =>
  tidy(() =>
    Object.fromEntries(
      Object.entries(tree).map(([name, { data, shape, dtype }]) => [name, tensor(data.slice(), [...shape], dtype)]),
    ),
  );
