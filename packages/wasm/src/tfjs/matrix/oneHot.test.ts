import { OneHot } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { oneHot } from './oneHot.ts';

const device = testDevice();
const encode = (dtype: string, onValue = 1, offValue = 0) => {
  const indices = device.tensor([2, 0, 3, -1], [2, 2], 'int32');
  return device.run(oneHot, OneHot, { indices }, { depth: 3, onValue, offValue, dtype });
};

describe('oneHot', () => {
  for (const dtype of ['float32', 'int32', 'bool']) {
    it(`writes numbers of ${dtype}, and rows without a one for indices out of range`, () => {
      const y = encode(dtype);
      expect(y).toMatchObject({ shape: [2, 2, 3], dtype });
      expect([...device.numbers(y)]).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    });
  }

  it('takes other values for on and off', () => {
    const values = (dtype: string, on: number, off: number) => [...device.numbers(encode(dtype, on, off))].slice(0, 6);
    expect(values('float32', 0.75, -0.5)).toEqual([-0.5, -0.5, 0.75, 0.75, -0.5, -0.5]);
    expect(values('int32', 3, -2)).toEqual([-2, -2, 3, 3, -2, -2]);
    expect(values('bool', 0, 2.5)).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('is that of loops for many rows, whatever they are cut into, and for none', () => {
    for (const parts of [1, 3]) {
      const cut = testDevice({ parts });
      for (const dtype of ['float32', 'int32', 'bool'] as const) {
        for (const [rows, depth] of [
          [50, 7],
          [9, 100],
          [0, 4],
          [4, 0],
        ] as const) {
          const numbers = Array.from({ length: rows }, (_, i) => ((5 * i) % (depth + 2)) - 1);
          const indices = cut.tensor(numbers, [rows], 'int32');
          const y = cut.run(oneHot, OneHot, { indices }, { depth, onValue: 1, offValue: 0, dtype });
          const wanted = numbers.flatMap((index) => Array.from({ length: depth }, (_, i) => Number(i === index)));
          expect([...cut.numbers(y)]).toEqual(wanted);
        }
      }
    }
  });

  it('leaves indices that are not integers to tfjs', () => {
    const indices = device.tensor([0, 1], [2]);
    const attributes = { depth: 2, onValue: 1, offValue: 0, dtype: 'float32' };
    expect(oneHot[0]!.compute({ indices }, attributes, device)).toBeUndefined();
  });
});
