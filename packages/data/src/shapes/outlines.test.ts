import { expect, test } from 'vitest';
import { extent, type Outline, outlines } from './outlines.ts';

const all: [string, Outline][] = Object.entries(outlines);

test('there are ten figures, in the order of their classes', () => {
  expect(Object.keys(outlines).join(' ')).toBe('disc ring square frame triangle diamond plus cross bars checks');
});

test.each(all)('%s lies within its extent and grows with its size', (_, outline) => {
  let [inside, scaled] = [0, 0];
  for (let u = -16; u <= 16; u += 0.5) {
    for (let v = -16; v <= 16; v += 0.5) {
      const edge = outline(u, v, 8);
      if (edge < 0) {
        inside += 1;
        expect(Math.sqrt(u * u + v * v)).toBeLessThanOrEqual(extent * 8);
      }
      // Twice the size: twice the distance at twice the place.
      if (Math.abs(outline(2 * u, 2 * v, 16) - 2 * edge) < 1e-9) scaled += 1;
    }
  }
  expect(inside).toBeGreaterThan(100);
  expect(scaled).toBe(65 * 65);
});

test.each(all)('%s has no jumps: a distance changes by no more than the way', (_, outline) => {
  for (let u = -12; u < 12; u += 0.25) {
    for (let v = -12; v < 12; v += 0.25) {
      expect(Math.abs(outline(u + 0.25, v, 9) - outline(u, v, 9))).toBeLessThanOrEqual(0.25 + 1e-9);
    }
  }
});

test('what is hollow is hollow', () => {
  const centre = Object.fromEntries(all.map(([name, outline]) => [name, outline(0.1, 0.1, 9) < 0]));
  expect(centre).toEqual({
    disc: true,
    ring: false,
    square: true,
    frame: false,
    triangle: true,
    diamond: true,
    plus: true,
    cross: true,
    bars: true,
    checks: true,
  });
});
