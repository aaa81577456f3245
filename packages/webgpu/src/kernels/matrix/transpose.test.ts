import { cast, range, reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { expectAsOnCpu } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

const numbers = (shape: readonly number[]): Tensor =>
  reshape(range(3, 3 + shape.reduce((size, length) => size * length, 1), 1, 'int32'), [...shape]);

const cases: readonly (readonly [shape: readonly number[], perm: readonly number[]])[] = [
  [
    [5, 7],
    [1, 0],
  ],
  [
    [2, 3, 4],
    [2, 0, 1],
  ],
  [
    [2, 3, 4, 5],
    [0, 3, 1, 2],
  ],
  [
    [2, 1, 3, 2, 2],
    [4, 2, 0, 1, 3],
  ],
  [
    [2, 3, 1, 2, 2, 3],
    [5, 4, 3, 2, 1, 0],
  ],
];

onDawn('transpose', () => {
  for (const [shape, perm] of cases) {
    test(`[${shape}] by [${perm}] as on cpu: int32, float32 cast from it, bool, float32`, async () => {
      await expectAsOnCpu(() => transpose(numbers(shape), [...perm]), 'int32');
      await expectAsOnCpu(() => transpose(cast(numbers(shape), 'float32'), [...perm]), 'cast');
      await expectAsOnCpu(() => transpose(cast(cast(numbers(shape), 'bool'), 'float32'), [...perm]), 'cast of bool');
      await expectAsOnCpu(
        () => transpose(reshape(range(0.5, 0.5 + numbers(shape).size), [...shape]), [...perm]),
        'float',
      );
    });
  }

  test('integers that float32 does not hold stay as they are', async () => {
    await expectAsOnCpu(() => transpose(reshape(range(2 ** 24 - 3, 2 ** 24 + 5, 1, 'int32'), [2, 2, 2]), [2, 1, 0]));
  });

  test('seven axes', async () => {
    await expectAsOnCpu(() => transpose(reshape(range(0, 48), [2, 3, 2, 1, 2, 1, 2]), [6, 0, 2, 3, 1, 5, 4]));
  });
});
