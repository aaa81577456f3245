import '@tensorflow/tfjs-backend-cpu';
import { memory, mul, scalar, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { release } from '../tree/tensors.ts';
import type { Peers } from './peers.ts';
import { addShares, meanOf, summed } from './together.ts';

const share = (value: number) => ({
  gradients: { w: tensor1d([value, 2 * value]) },
  state: { mean: tensor1d([value]) },
  sums: { count: scalar(1) },
});
const read = (tensor: { dataSync(): ArrayLike<number> } | undefined) => [...(tensor!.dataSync() as Float32Array)];

test('shares are added as a tree, in their order', () => {
  // Of float32, (1 + 2^24) + (1 - 2^24) is 1, and ((1 + 2^24) + 1) - 2^24 is 0.
  const values = [1, 2 ** 24, 1, -(2 ** 24)];
  const { gradients, sums } = addShares(values.map(share));
  expect(read(gradients.w)[0]).toBe(Math.fround(Math.fround(1 + 2 ** 24) + Math.fround(1 - 2 ** 24)));
  expect(read(gradients.w)[0]).not.toBe(0);
  expect(read(sums.count)).toEqual([4]);
});

test('gradients and state are means over shards, and sums stay sums', () => {
  const { gradients, state, sums } = meanOf(share(6), 4);
  expect([read(gradients.w), read(state.mean), read(sums.count)]).toEqual([[1.5, 3], [1.5], [1]]);
});

const peers = (end: 'go' | 'stop', sum: Peers['sum'] = (tensors) => tensors): Peers =>
  ({ meet: vi.fn(() => ({ end, by: 0 })), sum }) as Partial<Peers> as Peers;

test('what all come to takes the place of the share, which is freed', () => {
  const before = memory().numTensors;
  const given = peers('go', (tensors) => {
    const doubled = tensors.map((tensor) => mul(tensor, 2));
    release(tensors);
    return doubled;
  });
  const total = summed(given, [share(1), share(2)], { steps: 7 });
  expect(read((total as ReturnType<typeof share>).gradients.w)).toEqual([6, 12]);
  expect(given.meet).toHaveBeenCalledWith('step', { steps: 7 });
  expect(memory().numTensors).toBe(before + 3);
  release(total);
});

test('where all have agreed to end, there is nothing, and nothing is left', () => {
  const before = memory().numTensors;
  expect(summed(peers('stop'), [share(1)], { steps: 0 })).toBeUndefined();
  expect(memory().numTensors).toBe(before);
});

test('state that is no float can not be averaged, and is named', () => {
  const odd = { gradients: {}, state: { steps: scalar(3, 'int32') }, sums: {} };
  expect(() => summed(peers('go'), [odd], { steps: 0 })).toThrow('across: the state "steps" is int32');
});
