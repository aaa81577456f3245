import '@tensorflow/tfjs-backend-cpu';
import { memory, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { joined } from './joined.ts';

const first = [[1, 2]];
const rest = [
  [3, 4],
  [5, 6],
];

test('the batches of one output come one below the other, and are left alone', () => {
  tidy(() => {
    const outputs = [tensor2d(first), tensor2d(rest)];
    const before = memory().numTensors;
    expect((joined(outputs, undefined) as Tensor).arraySync()).toEqual([...first, ...rest]);
    expect(memory().numTensors).toBe(before + 1);
    expect(outputs.some(({ isDisposed }) => isDisposed)).toBe(false);
  });
});

test('those of several outputs do so name by name, in the order of the names', () => {
  tidy(() => {
    const outputs = [
      { a: tensor2d(first), b: tensor2d([[9]]) },
      { b: tensor2d([[8], [7]]), a: tensor2d(rest) },
    ];
    const all = joined(outputs, ['b', 'a']) as Readonly<Record<string, Tensor>>;
    expect(Object.keys(all)).toEqual(['b', 'a']);
    expect(all.a!.arraySync()).toEqual([...first, ...rest]);
    expect(all.b!.arraySync()).toEqual([[9], [8], [7]]);
  });
});
