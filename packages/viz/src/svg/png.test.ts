import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { encodePNG, pngDataURI } from './png.ts';

const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 2654435761) >>> 24);
const decode = (bytes: Uint8Array): PNG => PNG.sync.read(Buffer.from(bytes));

test('a colour picture comes back pixel by pixel', () => {
  const bytes = random(7 * 5 * 3);
  const { width, height, data } = decode(encodePNG({ width: 7, height: 5, channels: 3, bytes }));
  expect([width, height]).toEqual([7, 5]);
  const back = Array.from({ length: 35 }, (_, i) => [...data.subarray(4 * i, 4 * i + 4)]).flat();
  expect(back).toEqual(Array.from({ length: 35 }, (_, i) => [...bytes.subarray(3 * i, 3 * i + 3), 255]).flat());
});

test('grey and transparent pictures come back too', () => {
  const grey = decode(encodePNG({ width: 2, height: 1, channels: 1, bytes: Uint8Array.of(10, 200) }));
  expect([...grey.data]).toEqual([10, 10, 10, 255, 200, 200, 200, 255]);
  const clear = decode(encodePNG({ width: 1, height: 1, channels: 4, bytes: Uint8Array.of(1, 2, 3, 4) }));
  expect([...clear.data]).toEqual([1, 2, 3, 4]);
});

test('a picture of more than one stored block comes back whole', () => {
  const bytes = random(400 * 200 * 3);
  const { data } = decode(encodePNG({ width: 400, height: 200, channels: 3, bytes }));
  for (let i = 0; i < 400 * 200; i += 997) expect(data[4 * i + 1]).toBe(bytes[3 * i + 1]);
});

test('the data URI holds the same file', () => {
  const bitmap = { width: 1, height: 1, channels: 1, bytes: Uint8Array.of(9) };
  expect(pngDataURI(bitmap)).toBe(`data:image/png;base64,${Buffer.from(encodePNG(bitmap)).toString('base64')}`);
});
