import { expect, test } from 'vitest';
import { compiled, firstInt } from '../../../testing/compiled.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from './address.ts';

test('a place is its base and a number of bytes for each index', () => {
  const run = compiled((f, from, to) =>
    f.store(to, i32.add(address(i32.load(from), [i32.load(from, 4), 40], [i32.load(from, 8), 4], [2, 1]), 0)),
  );
  expect(firstInt(run(Int32Array.of(1000, 3, 5)))).toBe(1000 + 120 + 20 + 2);
  expect(firstInt(run(Int32Array.of(-8, -1, 0)))).toBe(-8 - 40 + 2);
});
