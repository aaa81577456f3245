import { expect, test } from 'vitest';
import { pictureBytes } from '../draw/tile.ts';
import { oneOfEach } from './classPictures.ts';

test('the first of each class, with its number; none where there is none', () => {
  const labels = Uint8Array.of(3, 3, 0, 9);
  const pixels = Uint8Array.from({ length: 4 * pictureBytes }, (_, byte) => Math.floor(byte / pictureBytes));
  const found = oneOfEach(pixels, labels, 50);
  expect(found).toHaveLength(10);
  expect(found.map((picture) => picture?.id)).toEqual([52, ...new Array(2), 50, ...new Array(5), 53]);
  expect(found[9]!.pixels).toEqual(new Uint8Array(pictureBytes).fill(3));
});
