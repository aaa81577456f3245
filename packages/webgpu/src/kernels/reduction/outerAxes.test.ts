import {
  all,
  any,
  cast,
  cumprod,
  cumsum,
  max,
  mean,
  min,
  mod,
  prod,
  range,
  reshape,
  sum,
  type Tensor,
  tensor,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectAsOnCpu, found } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

const reductions = { max, mean, min, prod, sum };
const scans = { cumprod, cumsum };
const truths = { all, any };

/** Ties, zeros and both signs. */
const numbers = (): Tensor => reshape(mod(range(-12, 12, 1, 'int32'), 7), [2, 3, 4]);
const floats = (): Tensor => cast(numbers(), 'float32');

onDawn('reductions over axes that are not the last', () => {
  for (const [name, reduce] of Object.entries(reductions)) {
    test(`${name} of integers, and of float32 cast from them, as on cpu`, async () => {
      for (const axes of [[0], [1], [0, 1], [0, 2], [2], [0, 1, 2]]) {
        await expectAsOnCpu(() => reduce(numbers(), axes), `int32 over ${axes}`);
        await expectAsOnCpu(() => reduce(floats(), axes, true), `float32 over ${axes}`);
      }
    });
  }

  for (const [name, scan] of Object.entries(scans)) {
    test(`${name} as on cpu`, async () => {
      for (const axis of [0, 1, 2]) await expectAsOnCpu(() => scan(numbers(), axis), `along ${axis}`);
      await expectAsOnCpu(() => scan(floats(), 0, true, true), 'exclusive, from the end');
    });
  }

  for (const [name, decide] of Object.entries(truths)) {
    test(`${name} of bool as on cpu`, async () => {
      for (const axes of [[0], [1], [0, 1], [2]]) {
        await expectAsOnCpu(() => decide(cast(numbers(), 'bool'), axes), `over ${axes}`);
      }
    });
  }

  test('sums and means of float32 over rows as on cpu, few rows and many', async () => {
    const table = (rows: number, columns: number) => (): Tensor =>
      tensor(
        Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i)),
        [rows, columns],
      );
    for (const [rows, columns] of [
      [1, 5],
      [32, 10],
      [64, 3],
      [65, 7],
      [5000, 3],
    ] as const) {
      const of = table(rows, columns);
      await expectAsOnCpu(() => sum(of(), 0), `${rows} rows of ${columns}`, 1e-4);
      await expectAsOnCpu(() => mean(of(), 0, true), `${rows} rows of ${columns}`);
      await expectAsOnCpu(() => sum(reshape(of(), [rows, 1, columns]), [0, 1]), `${rows} rows of ${columns}`, 1e-4);
    }
  });

  test('of no number at all: what each begins with', async () => {
    for (const reduce of [prod, sum]) {
      await expectAsOnCpu(() => reduce(zeros([0, 3]), 0));
      await expectAsOnCpu(() => reduce(zeros([2, 0]), 1, true));
    }
    expect((await found(() => mean(zeros([2, 0]), 1))).values).toEqual([Number.NaN, Number.NaN]);
    expect((await found(() => max(zeros([2, 0]), 1))).values).toEqual([-Infinity, -Infinity]);
    expect((await found(() => min(zeros([2, 0]), 1))).values).toEqual([Infinity, Infinity]);
    expect((await found(() => all(cast(zeros([0]), 'bool')))).values).toEqual([1]);
    expect((await found(() => any(cast(zeros([0]), 'bool')))).values).toEqual([0]);
  });
});
