import { argMax, argMin, cast, fill, mod, range, reshape, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectAsOnCpu, found } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
const places = { argMax, argMin };

/** Few different numbers, so that many are equal. */
const numbers = (length: number): Tensor => reshape(mod(range(0, 2 * length * 3, 1, 'int32'), 7), [2, length, 3]);

onDawn('the place of an extreme', () => {
  for (const [name, find] of Object.entries(places)) {
    test(`${name} is the first of equal ones, along any axis, as on cpu`, async () => {
      for (const length of [1, 31, 63, 64, 65, 131]) {
        for (const axis of [0, 1, 2]) {
          await expectAsOnCpu(() => find(numbers(length), axis), `int32, ${length} along ${axis}`);
          await expectAsOnCpu(() => find(cast(numbers(length), 'float32'), axis), `cast, ${length} along ${axis}`);
        }
      }
    });

    test(`${name} of NaN and infinities, as on cpu`, async () => {
      const long = Array.from({ length: 70 }, (_, i) => (i === 40 ? none : i % 5));
      for (const values of [
        [none, 1, 2],
        [1, none, 2],
        [none, none],
        [-infinity, -infinity],
        [infinity, infinity],
        long,
      ])
        await expectAsOnCpu(() => find(tensor(values)), `${values}`);
      for (const value of [infinity, -infinity]) await expectAsOnCpu(() => find(fill([70], value)), `${value}`);
    });

    test(`${name} of integers beyond what float32 holds`, async () => {
      await expectAsOnCpu(() => find(tensor([2 ** 24, 2 ** 24 + 1, -(2 ** 31), -(2 ** 31)], [4], 'int32')));
    });

    test(`${name} of a list is a scalar, of no rows it is nothing, of no numbers refused`, async () => {
      expect((await found(() => find(tensor([1, 3, 2])))).shape).toEqual([]);
      expect((await found(() => find(zeros([0, 3]), 1))).shape).toEqual([0]);
      expect(() => find(zeros([2, 0]), 1)).toThrow('axis 1 of [2,0] has no numbers');
    });
  }
});
