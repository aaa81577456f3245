import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { toPNG } from './toPNG.ts';

const wrap = (body: string): string => `<svg width="20" height="20">${body}</svg>`;
/** The colour at one of the 20 by 20 pixels, as [red, green, blue, alpha]. */
const pixelOf = async (body: string, x: number, y: number): Promise<readonly number[]> => {
  const { data } = PNG.sync.read(Buffer.from(await toPNG(wrap(body), { scale: 1 })));
  return [...data.subarray(4 * (20 * y + x), 4 * (20 * y + x) + 4)];
};

const red = [255, 0, 0, 255];
const nothing = [0, 0, 0, 0];

test('rectangles are filled, and round at the corners where that is asked', async () => {
  const rect = '<rect x="2" y="2" width="10" height="10" fill="#ff0000"/>';
  expect(await pixelOf(rect, 2, 2)).toEqual(red);
  expect(await pixelOf(rect, 12, 12)).toEqual(nothing);
  expect(await pixelOf(rect.replace('/>', ' rx="5"/>'), 2, 2)).not.toEqual(red);
});

test('a shape without a fill is black, as SVG says, and one with fill "none" is not filled', async () => {
  expect(await pixelOf('<rect width="9" height="9"/>', 4, 4)).toEqual([0, 0, 0, 255]);
  expect(await pixelOf('<rect width="9" height="9" fill="none"/>', 4, 4)).toEqual(nothing);
});

test('paths are stroked in their width and dashes', async () => {
  const path = '<path d="M0 10h20" fill="none" stroke="#ff0000" stroke-width="4"/>';
  expect(await pixelOf(path, 9, 9)).toEqual(red);
  expect(await pixelOf(path, 9, 6)).toEqual(nothing);
  expect(await pixelOf(path.replace('/>', ' stroke-dasharray="5 5"/>'), 7, 9)).toEqual(nothing);
});

test('circles are round', async () => {
  const circle = '<g><circle cx="10" cy="10" r="8" fill="#ff0000"/></g>';
  expect(await pixelOf(circle, 10, 10)).toEqual(red);
  expect(await pixelOf(circle, 3, 3)).toEqual(nothing);
});

test('opacity thins a fill', async () => {
  const [, , , alpha] = await pixelOf('<rect width="9" height="9" fill="#ff0000" fill-opacity="0.5"/>', 4, 4);
  expect(alpha).toBe(128);
});

const inked = async (body: string): Promise<readonly number[]> => {
  const { data } = PNG.sync.read(Buffer.from(await toPNG(wrap(body), { scale: 1 })));
  return Array.from({ length: 400 }, (_, i) => i).filter((i) => data[4 * i + 3]! > 100);
};

test('text shows, letter by letter, in two weights', async () => {
  const a = await inked('<text x="2" y="16" font-size="16">A</text>');
  const b = await inked('<text x="2" y="16" font-size="16">B</text>');
  const bold = await inked('<text x="2" y="16" font-size="16" font-weight="500">A</text>');
  expect(a.length).toBeGreaterThan(20);
  expect(b).not.toEqual(a);
  expect(bold.length).toBeGreaterThan(a.length);
});

test('text stands at its anchor', async () => {
  const columns = async (x: number, anchor: string): Promise<readonly number[]> =>
    (await inked(`<text x="${x}" y="16" font-size="14" text-anchor="${anchor}">H</text>`)).map((i) => i % 20);
  expect(Math.min(...(await columns(10, 'start')))).toBeGreaterThanOrEqual(10);
  expect(Math.max(...(await columns(10, 'end')))).toBeLessThan(10);
  const middle = await columns(10, 'middle');
  expect((Math.min(...middle) + Math.max(...middle)) / 2).toBeCloseTo(9.5, 0);
});

test('text turns about its own point', async () => {
  const upright = await inked('<text transform="translate(16 18) rotate(-90)" font-size="12">HHH</text>');
  const columns = new Set(upright.map((i) => i % 20));
  const rows = new Set(upright.map((i) => Math.floor(i / 20)));
  expect(rows.size).toBeGreaterThan(columns.size);
});

test.each([
  ['<script>alert(1)</script>', '<script> is not drawn'],
  ['<foreignObject/>', '<foreignObject> is not drawn'],
  ['<constructor/>', '<constructor> is not drawn'],
  ['<rect filter="url(#a)"/>', '<rect> with the attribute filter is not drawn'],
  ['<rect fill="url(file:///etc/passwd)"/>', 'the colour "url(file:///etc/passwd)" is not #rrggbb'],
  ['<image href="file:///etc/passwd"/>', 'an <image> that is not embedded as PNG data is not drawn'],
  ['<image href="http://localhost/x.png"/>', 'an <image> that is not embedded as PNG data is not drawn'],
  ['<image href="data:image/png;base64,AAAA"/>', 'an <image> is damaged'],
  ['<path d="M oops"/>', 'a <path> is malformed'],
  ['<rect x="one"/>', 'x="one" is not a number'],
  ['<text transform="scale(2)">a</text>', 'the transform "scale(2)" is not drawn'],
])('%s is refused', async (body, message) => {
  await expect(toPNG(wrap(body))).rejects.toThrow(`toPNG: ${message}`);
});
