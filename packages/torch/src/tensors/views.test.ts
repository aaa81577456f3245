import { expect, test } from 'vitest';
import type { Handle } from '../operators/kinds.ts';
import { part, transposed } from './views.ts';

const whole = {} as Handle;
/** What is asked of libtorch. */
const asked = (look: (views: Parameters<typeof part>[0]) => Handle): unknown => {
  const calls: unknown[] = [];
  look({
    view: (tensor, ...geometry) => {
      calls.push(geometry);
      return tensor;
    },
  });
  return calls[0];
};

test('axes in another order keep their strides', () => {
  expect(asked((views) => transposed(views, whole, [2, 3, 4], [2, 0, 1]))).toEqual([
    [4, 2, 3],
    [1, 12, 4],
  ]);
});

test('a part begins where it begins, and may pass over some', () => {
  expect(asked((views) => part(views, whole, [5, 6], [1, 2], [4, 2]))).toEqual([[4, 2], [6, 1], 8]);
  expect(asked((views) => part(views, whole, [5, 6], [0, 1], [3, 2], [2, 3]))).toEqual([[3, 2], [12, 3], 1]);
});
