import { sizeOf } from '@kindling/core';
import { broadcast_util } from '@tensorflow/tfjs-core';

import { type Sums, zeroSums } from './errors.ts';
import { chooser, numbersOf } from './stream.ts';

interface Operand {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

export interface GemmCase {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly a: Operand;
  readonly b: Operand;
  readonly bias: Operand | undefined;
  readonly relu: boolean;
  /** Of the result. */
  readonly shape: readonly number[];
}

const lengths = [0, 1, 1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 32, 37, 64, 67, 101, 128];
const depths = [0, 1, 2, 3, 5, 8, 13, 17, 31, 47, 64, 97, 128, 257, 300, 512, 701];

/** The axes before the last two, of a and of b: one product most often, then batches, repeated ones among them. */
const outers: readonly (readonly [readonly number[], readonly number[]])[] = [
  ...new Array<[number[], number[]]>(6).fill([[], []]),
  ...([
    [[2], [2]],
    [[3], [1]],
    [[1], [3]],
    [[2], []],
    [[], [2]],
    [
      [2, 1],
      [1, 3],
    ],
  ] as const),
  ...([
    [[2, 3], [3]],
    [
      [2, 2],
      [2, 1],
    ],
    [[0], [1]],
  ] as const),
];

export const drawGemm = (seed: number): GemmCase => {
  const choose = chooser(16 * seed);
  const [m, n, k] = [choose(lengths), choose(lengths), choose(depths)];
  const [transposeA, transposeB] = [choose([false, true]), choose([false, true])];
  const [outerA, outerB] = choose(outers);
  const [hasBias, relu] = [choose([false, true]), choose([false, true])];
  const operand = (slot: number, shape: readonly number[]): Operand => ({
    values: numbersOf(16 * seed + slot, sizeOf(shape)),
    shape,
  });
  return {
    ...{ transposeA, transposeB, relu },
    a: operand(1, [...outerA, ...(transposeA ? [k, m] : [m, k])]),
    b: operand(2, [...outerB, ...(transposeB ? [n, k] : [k, n])]),
    bias: hasBias ? operand(3, [n]) : undefined,
    shape: [...broadcast_util.assertAndGetBroadcastShape([...outerA], [...outerB]), m, n],
  };
};

export const gemmSums = ({ a, b, bias, shape, transposeA, transposeB, relu }: GemmCase): Sums => {
  const sums = zeroSums(sizeOf(shape));
  const [m, n] = shape.slice(-2) as [number, number];
  const k = a.shape.at(transposeA ? -2 : -1)!;
  const outer = shape.slice(0, -2);
  for (let batch = 0; batch < sizeOf(outer); batch++) {
    const atA = m * k * matrixOf(batch, outer, a.shape.slice(0, -2));
    const atB = k * n * matrixOf(batch, outer, b.shape.slice(0, -2));
    for (let i = 0; i < m; i++) {
      const row = (batch * m + i) * n;
      for (let p = 0; p < k; p++) {
        const x = a.values[atA + (transposeA ? p * m + i : i * k + p)]!;
        for (let j = 0; j < n; j++) {
          const term = x * b.values[atB + (transposeB ? j * k + p : p * n + j)]!;
          sums.values[row + j]! += term;
          sums.bounds[row + j]! += Math.abs(term);
        }
      }
      for (let j = 0; j < n; j++) {
        sums.values[row + j]! += bias?.values[j] ?? 0;
        sums.bounds[row + j]! += Math.abs(bias?.values[j] ?? 0);
        if (relu) sums.values[row + j] = Math.max(0, sums.values[row + j]!);
      }
    }
  }
  return sums;
};

/** Which matrix of an operand a batch takes, by the index along each axis. */
const matrixOf = (batch: number, outer: readonly number[], own: readonly number[]): number => {
  const index: number[] = [];
  let rest = batch;
  for (const length of [...outer].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  const ownIndex = index.slice(outer.length - own.length).map((i, axis) => (own[axis] === 1 ? 0 : i));
  return ownIndex.reduce((matrix, i, axis) => matrix * own[axis]! + i, 0);
};
