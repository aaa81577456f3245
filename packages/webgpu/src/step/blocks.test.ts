import { expect, test } from 'vitest';
import { blockOf } from './blocks.ts';

test('things lie one behind the other, each where a device can bind it', () => {
  expect(
    blockOf([
      ['a', 4],
      ['b', 256],
      ['c', 257],
      ['d', 1],
    ]),
  ).toEqual({
    bytes: 5 * 256,
    offsets: new Map([
      ['a', 0],
      ['b', 256],
      ['c', 512],
      ['d', 1024],
    ]),
  });
  expect(blockOf([])).toEqual({ bytes: 0, offsets: new Map() });
});
