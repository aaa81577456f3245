import { expect, test } from 'vitest';
import { l2 } from '../regularizers/l2.ts';
import { placesOf, type Slots } from './slots.ts';

test('slots in use become places, in their order', () => {
  const regularizer = l2();
  const slots: Slots = {
    kernel: { shape: [2, 3], init: 'ones', regularizer },
    bias: undefined,
    scale: { shape: [3], init: 'zeros', trainable: false },
  };
  expect(placesOf('dense', slots)).toEqual([
    { key: 'kernel', shape: [2, 3], init: expect.objectContaining({ kind: 'ones' }), regularizer, trainable: true },
    { key: 'scale', shape: [3], init: expect.objectContaining({ kind: 'zeros' }), trainable: false },
  ]);
});

test('a length that is not known, or more numbers than a tensor holds, is refused with layer and slot', () => {
  const wrong = (shape: readonly (number | null)[]) => () => placesOf('dense_1', { kernel: { shape, init: 'ones' } });
  expect(wrong([null, 3])).toThrow(
    'dense_1: every length of "kernel" must be known where the layer meets its input, got [null, 3]',
  );
  expect(wrong([-1])).toThrow('got [-1]');
  expect(wrong([Number.NaN])).toThrow('got [NaN]');
  expect(wrong([2 ** 16, 2 ** 16])).toThrow(
    'dense_1: "kernel" may hold 2147483647 numbers, its shape is [65536, 65536]',
  );
  expect(wrong([2 ** 50, 2 ** 50])).toThrow('may hold 2147483647 numbers');
  expect(placesOf('dense', { empty: { shape: [0, 3], init: 'zeros' } })).toHaveLength(1);
});

test('an unknown initializer is refused', () => {
  expect(() => placesOf('dense', { kernel: { shape: [3], init: 'zero' as 'zeros' } })).toThrow(
    'dense: unknown initializer "zero"; did you mean "zeros"?',
  );
});
