import { expect, test } from 'vitest';
import { boxOf, holesOf, type Mask } from './mask.ts';

/** `#` is ink. */
const maskOf = (...rows: string[]): Mask => ({
  width: rows[0]!.length,
  bytes: Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 255 : 0)),
});

test('the box holds all ink and no more', () => {
  expect(boxOf(maskOf('......', '..#...', '....#.', '......'))).toEqual({ left: 2, top: 1, right: 5, bottom: 3 });
  expect(boxOf(maskOf('#..', '...', '..#'))).toEqual({ left: 0, top: 0, right: 3, bottom: 3 });
  expect(boxOf(maskOf('...', '...'))).toBeUndefined();
});

test('a hole is what no way leads out of, also not by a corner', () => {
  const ring = ['.###.', '.#.#.', '.###.', '.....'];
  expect(holesOf(maskOf(...ring))).toEqual([7]);
  expect(holesOf(maskOf('.###.', '.#.#.', '.#.#.', '.....'))).toEqual([]);
  // Ink that touches by corners alone encloses too: a brush leaves no such gap.
  expect(holesOf(maskOf('..#..', '.#.#.', '..#..'))).toEqual([7]);
});

test('the edge of the pad closes nothing', () => {
  expect(holesOf(maskOf('.#.', '##.', '...'))).toEqual([]);
  expect(holesOf(maskOf('...', '...'))).toEqual([]);
});
