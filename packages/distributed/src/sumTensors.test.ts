import '@tensorflow/tfjs-backend-cpu';
import type { Summed } from '@kindling/core';
import { install } from '@kindling/wasm';
import { clone, memory, setBackend, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sumTensors } from './sumTensors.ts';

/** As if another rank had the same. */
const twice = (arrays: readonly Summed[]): void => {
  for (const array of arrays) for (let i = 0; i < array.length; i++) array[i]! *= 2;
};
const read = (tensors: readonly Tensor[]) => tensors.map((tensor) => [...tensor.dataSync()]);

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  let undo: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    if (backend === 'wasm') ({ undo } = await install({ threads: 1 }));
    else await setBackend('cpu');
  });
  afterAll(() => undo?.());

  test('the sums are in the place of the numbers', async () => {
    const before = memory().numTensors;
    const sums = await sumTensors([tensor1d([1, 2]), tensor1d([3])], twice);
    expect(read(sums)).toEqual([[2, 4], [6]]);
    for (const tensor of sums) tensor.dispose();
    expect(memory().numTensors).toBe(before);
  });

  test('what somebody else has too stays as it is for him, also where it is given twice', async () => {
    const theirs = tensor1d([1, 2]);
    const own = tensor1d([5]);
    const sums = await sumTensors([clone(theirs), own, own], twice);
    expect(read(sums)).toEqual([[2, 4], [10], [10]]);
    expect(read([theirs])).toEqual([[1, 2]]);
  });
});
