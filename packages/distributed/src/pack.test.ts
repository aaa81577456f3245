import { expect, test } from 'vitest';
import { lender, pack } from './pack.ts';

const floats = (length: number, from: number) => Float32Array.from({ length }, (_, i) => from + i);

test('small arrays of a kind are summed as one, and come back; long ones are summed where they are', () => {
  const long = floats(5000, 0);
  const double = Float64Array.of(9);
  const [first, second] = [floats(3, 1), floats(2, 10)];
  const { arrays, unpack } = pack([first, long, new Float32Array(0), double, second], lender());
  expect(arrays).toHaveLength(3);
  expect(arrays[0]).toBe(long);
  expect([...arrays[1]!]).toEqual([1, 2, 3, 10, 11]);
  expect(arrays[2]).toBe(double);
  for (const array of arrays) for (let i = 0; i < array.length; i++) array[i]! *= 2;
  unpack();
  expect([...first]).toEqual([2, 4, 6]);
  expect([...second]).toEqual([20, 22]);
  expect(double[0]).toBe(18);
});

test('one small array is not copied', () => {
  const only = floats(3, 1);
  expect(pack([only], lender()).arrays).toEqual([only]);
  expect(pack([only], lender()).arrays[0]).toBe(only);
});

test('memory is lent again, and grows', () => {
  const lend = lender();
  const first = lend(Float32Array, 10);
  expect(lend(Float32Array, 4).buffer).toBe(first.buffer);
  expect(lend(Float32Array, 11).buffer).not.toBe(first.buffer);
  expect(lend(Float64Array, 2)).toBeInstanceOf(Float64Array);
});
