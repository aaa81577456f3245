import '@tensorflow/tfjs-backend-cpu';
import { memory, mul, scalar, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { inTree, release } from '../tree/tensors.ts';
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
  const before = memory().numTensors;
  const { gradients, state, sums } = addShares(4, (i) => share(values[i]!));
  expect(memory().numTensors).toBe(before + 3);
  expect(read(gradients.w)[0]).toBe(Math.fround(Math.fround(1 + 2 ** 24) + Math.fround(1 - 2 ** 24)));
  expect(read(gradients.w)[0]).not.toBe(0);
  expect(read(sums.count)).toEqual([4]);
  release([gradients, state, sums]);
});

test('gradients and state are means over shards, and sums stay sums', () => {
  const { gradients, state, sums } = meanOf(share(6), 4);
  expect([read(gradients.w), read(state.mean), read(sums.count)]).toEqual([[1.5, 3], [1.5], [1]]);
});

const peers = (end: 'go' | 'stop', sum: Peers['sum'] = (tensors) => tensors): Peers =>
  ({ meet: vi.fn(() => ({ end, by: 0, rows: 0 })), sum }) as Partial<Peers> as Peers;

test('what all come to takes the place of the share, which is freed', () => {
  const before = memory().numTensors;
  const given = peers('go', (tensors) => {
    const doubled = tensors.map((tensor) => mul(tensor, 2));
    release(tensors);
    return doubled;
  });
  const total = summed(given, share(3), { steps: 7 });
  expect(read((total as ReturnType<typeof share>).gradients.w)).toEqual([6, 12]);
  expect(given.meet).toHaveBeenCalledWith('a step', { steps: 7 });
  expect(memory().numTensors).toBe(before + 3);
  release(total);
});

test('where all have agreed to end, there is nothing, and nothing is left', () => {
  const before = memory().numTensors;
  expect(summed(peers('stop'), share(1), { steps: 0 })).toBeUndefined();
  expect(memory().numTensors).toBe(before);
});

test('a sum that fails leaves nothing', async () => {
  const before = memory().numTensors;
  const fails = (): never => {
    throw new Error('lost');
  };
  expect(() => summed(peers('go', fails), share(1), { steps: 0 })).toThrow('lost');
  await expect(
    summed(
      peers('go', async () => fails()),
      share(1),
      { steps: 0 },
    ),
  ).rejects.toThrow('lost');
  expect(memory().numTensors).toBe(before);
});

test.each([1, 2, 3, 5, 6, 7, 12])(
  'of %i shards, few are there at a time, and their tree is that of inTree',
  (count) => {
    const values = Array.from({ length: count }, (_, i) => Math.fround(1 / (i + 3)));
    const before = memory().numTensors;
    let most = 0;
    const total = addShares(count, (i) => {
      most = Math.max(most, (memory().numTensors - before) / 3);
      return share(values[i]!);
    });
    expect(most).toBeLessThanOrEqual(Math.ceil(Math.log2(count)));
    expect(read(total.gradients.w)[0]).toBe(inTree(values, (a, b) => Math.fround(a + b)));
    release(total);
    expect(memory().numTensors).toBe(before);
  },
);

test('state or a log that is no float can not be added up, is named, and leaves nothing', () => {
  const before = memory().numTensors;
  const odd = (part: 'state' | 'sums') => () => ({ ...share(1), [part]: { steps: scalar(3, 'int32') } });
  for (const [part, name] of [
    ['state', 'state'],
    ['sums', 'log'],
  ] as const) {
    const lost = memory().numTensors;
    expect(() => addShares(2, odd(part))).toThrow(`across: the ${name} "steps" is int32`);
    expect(memory().numTensors).toBe(lost + 1); // the tensor that `odd` put away
  }
  expect(memory().numTensors).toBe(before + 2);
});
