import { expect, test } from 'vitest';
import { compiled, firstFloat, firstInt } from '../../testing/compiled.ts';
import { at, expression, f32Of, i32Of, select, selectVector } from './expression.ts';
import { f32, i32 } from './scalars.ts';
import { i32x4, v128 } from './vectors.ts';

test('plain numbers stand for constants', () => {
  for (const value of [0, 1, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)]) {
    expect(firstInt(compiled((f, _, to) => f.store(to, i32Of(value)))())).toBe(value);
  }
  for (const value of [0, -0, 0.1, -1e-45, 3e38, Number.POSITIVE_INFINITY, Number.NaN]) {
    expect(firstFloat(compiled((f, _, to) => f.store(to, f32Of(value)))())).toBe(Math.fround(value));
  }
});

test('what is not a number stays as it is', () => {
  const x = expression('i32', [], 0x20, 0);
  expect(i32Of(x)).toBe(x);
});

test('operands come before their operation', () => {
  expect(expression('i32', [i32Of(1), i32Of(2)], 0x6b)).toEqual({
    type: 'i32',
    code: [0x41, 1, 0x41, 2, 0x6b],
    of: [],
    flops: 0,
  });
});

test('loads and stores take offsets of any size', () => {
  expect(at(200)).toEqual([0, 0xc8, 1]);
  const bytes = compiled((f, from, to) => f.store(to, i32.load(i32.sub(from, 996), 1000)))(Int32Array.of(5, 6));
  expect(firstInt(bytes)).toBe(6);
});

test('one of two is selected by a condition, which is true if it is not 0', () => {
  const run = compiled((f, from, to) => {
    const condition = i32.load(from);
    f.store(to, select(condition, f32.const(1.5), f32.const(2.5)));
    f.store(to, selectVector(condition, i32x4.const(1, 2, 3, 4), v128.zero()), 16);
  });
  for (const [condition, scalar, vector] of [
    [1, 1.5, [1, 2, 3, 4]],
    [-8, 1.5, [1, 2, 3, 4]],
    [0, 2.5, [0, 0, 0, 0]],
  ] as const) {
    const bytes = run(Int32Array.of(condition));
    expect(firstFloat(bytes)).toBe(scalar);
    expect([...new Int32Array(bytes, 16, 4)]).toEqual(vector);
  }
});
