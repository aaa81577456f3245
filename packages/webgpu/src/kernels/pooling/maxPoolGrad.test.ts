import { engine, MaxPool3DGrad, MaxPoolGrad, maxPool, maxPool3d, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectAsOnCpu, found } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

type Picture = [number, number, number, number];
interface Case {
  readonly shape: Picture;
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
}

const cases: readonly Case[] = [
  { shape: [2, 4, 4, 3], filterSize: 2, strides: 2, pad: 'valid' },
  { shape: [2, 5, 6, 3], filterSize: 3, strides: 2, pad: 'same' },
  { shape: [1, 6, 5, 2], filterSize: [3, 2], strides: 1, pad: 'same' },
  { shape: [1, 7, 7, 1], filterSize: 2, strides: [3, 1], pad: 'valid' },
  { shape: [1, 4, 4, 1], filterSize: 3, strides: 2, pad: 1 },
];

/** Few values, so that most windows have equal ones. */
const tied = (shape: readonly number[]): Tensor =>
  tensor(
    Array.from({ length: shape.reduce((size, length) => size * length, 1) }, (_, i) => ((i * 7919) % 4) - 2),
    [...shape],
  );
const counted = (shape: readonly number[]): Tensor =>
  tensor(
    Array.from({ length: shape.reduce((size, length) => size * length, 1) }, (_, i) => i + 1),
    [...shape],
  );

const gradient = (kernel: string, x: Tensor, y: Tensor, attributes: object): Tensor =>
  engine().runKernel(kernel, { dy: counted(y.shape), input: x, output: y }, { ...attributes });

onDawn('the gradient of maximum pooling', () => {
  for (const { shape, ...windows } of cases) {
    test(`goes to the first of equal ones, as on cpu: [${shape}], ${JSON.stringify(windows)}`, async () => {
      const { filterSize, strides, pad } = windows;
      await expectAsOnCpu(() => {
        const x = tied(shape);
        return gradient(MaxPoolGrad, x, maxPool(x as Tensor<never>, filterSize, strides, pad), windows);
      });
    });
  }

  test('a window of equal ones, of -Infinity, of NaN: all goes to the first; NaN before a number is passed over', async () => {
    const along = async (values: number[]) => {
      const x = () => tensor(values, [1, 2, 2, 1]);
      const windows = { filterSize: 2, strides: 2, pad: 'valid' };
      return (await found(() => gradient(MaxPoolGrad, x(), tensor([5], [1, 1, 1, 1]), windows))).values;
    };
    const { NaN: nan } = Number;
    expect(await along([3, 3, 3, 3])).toEqual([1, 0, 0, 0]);
    expect(await along([-Infinity, -Infinity, -Infinity, -Infinity])).toEqual([1, 0, 0, 0]);
    expect(await along([nan, nan, nan, nan])).toEqual([1, 0, 0, 0]);
    expect(await along([nan, 1, 2, 2])).toEqual([0, 0, 1, 0]);
  });

  test('of volumes too, whatever the window', async () => {
    const shape = [1, 3, 4, 4, 1];
    const windows = { filterSize: [2, 3, 1], strides: [1, 1, 2], pad: 'valid' };
    const { values } = await found(() => {
      const x = tied(shape);
      const y = maxPool3d(x as Tensor<never>, [2, 3, 1], [1, 1, 2], 'valid');
      return gradient(MaxPool3DGrad, x, y, windows);
    });
    expect(values).toEqual(byHand());
  });
});

/** The same in plain loops. */
const byHand = (): number[] => {
  const value = (i: number): number => ((i * 7919) % 4) - 2;
  const sums = new Array<number>(48).fill(0);
  let dy = 0;
  for (let a = 0; a < 2; a++) {
    for (let b = 0; b < 2; b++) {
      for (let c = 0; c < 2; c++) {
        const window = [0, 1].flatMap((i) => [0, 1, 2].map((j) => ((a + i) * 4 + b + j) * 4 + 2 * c));
        const first = window.reduce((best, at) => (value(at) > value(best) ? at : best));
        sums[first]! += ++dy;
      }
    }
  }
  return sums;
};
