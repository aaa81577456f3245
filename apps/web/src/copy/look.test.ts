import { expect, test } from 'vitest';
import { lookCopy } from './look.ts';

test('a tile tells what it shows, how sure the network is, and whether it is wrong', () => {
  expect(lookCopy.tile({ id: 217, actual: 'frame', predicted: 'ring', sure: 0.71 })).toBe(
    'Picture 217, 71 % ring, is frame: wrong',
  );
  expect(lookCopy.tile({ id: 3, actual: 'ring', predicted: 'ring', sure: 1 })).toBe('Picture 3, 100 % ring: right');
  expect(lookCopy.tile({ id: 3, actual: 'ring', predicted: undefined, sure: 0 })).toBe('Picture 3, no guess yet');
});

test('the chip of a cell', () => {
  expect(lookCopy.cell('ring', 'frame', 13)).toBe('actual ring, predicted frame: 13');
  expect(lookCopy.wrong(239, 1000)).toBe('239 wrong of 1,000');
});
