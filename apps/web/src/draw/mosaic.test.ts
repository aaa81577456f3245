import { expect, test } from 'vitest';
import { cornerOf, mosaicOf } from './mosaic.ts';
import { pictureBytes, placeRgb, side } from './tile.ts';

test('ten stand in a row where the room is wide, five on a phone, four at 400 %', () => {
  expect(mosaicOf(40, 1090)).toMatchObject({ columns: 10, rows: 4, gap: 4 });
  expect(mosaicOf(40, 800)).toMatchObject({ columns: 10, rows: 4, gap: 8 });
  expect(mosaicOf(40, 342)).toMatchObject({ columns: 5, rows: 8 });
  expect(mosaicOf(40, 262)).toMatchObject({ columns: 4, rows: 10 });
  expect(mosaicOf(40, 0)).toMatchObject({ columns: 5, rows: 8, scale: 2 });
});

test('a row ends where its room does, whose pixels are shown at most a tenth wider than whole ones', () => {
  for (let room = 140; room < 1600; room += 7) {
    const { width, scale } = mosaicOf(200, room);
    expect(scale * width).toBeCloseTo(room);
    expect(scale % 1).toBeLessThan(0.1);
  }
});

test('pictures stand in rows, with a gap between', () => {
  const mosaic = mosaicOf(12, 800);
  expect(cornerOf(mosaic, 0)).toEqual({ x: 0, y: 0 });
  expect(cornerOf(mosaic, 11)).toEqual({ x: side + 8, y: side + 8 });
  expect(mosaic.height).toBe(2 * side + 8);
});

test('a picture lands at its corner, opaque, and nowhere else', () => {
  const pixels = new Uint8Array(2 * pictureBytes).fill(7);
  pixels.set([1, 2, 3], pictureBytes);
  const width = 2 * side + 1;
  const rgba = new Uint8ClampedArray(width * side * 4);
  placeRgb(pixels, 1, rgba, width, { x: side + 1, y: 0 });
  expect([...rgba.subarray((side + 1) * 4, (side + 2) * 4)]).toEqual([1, 2, 3, 255]);
  expect([...rgba.subarray(0, (side + 1) * 4)].every((byte) => byte === 0)).toBe(true);
  expect([...rgba.subarray(-4)]).toEqual([7, 7, 7, 255]);
});
