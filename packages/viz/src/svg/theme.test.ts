import { expect, test } from 'vitest';
import { type Colour, fill, scope, stroke, theme } from './theme.ts';

const dark = (colour: Colour): string => {
  const found = new RegExp(`\\.${scope} \\.${colour}\\{fill:(#[0-9a-f]{6})\\}`).exec(theme);
  return found![1]!;
};

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

test.each(['ink', 'muted', 'blue', 'vermilion'] as const)(
  '%s reads on paper in the light and in the dark',
  (colour) => {
    expect(contrast(fill(colour).fill, fill('paper').fill)).toBeGreaterThan(4.5);
    expect(contrast(dark(colour), dark('paper'))).toBeGreaterThan(4.5);
  },
);

test('a line has its colour as an attribute, for renderers without style sheets', () => {
  expect(stroke('blue')).toEqual({ class: 'blue-line', fill: 'none', stroke: fill('blue').fill });
});

test('the dark colours hold only inside our own pictures', () => {
  const rules = theme.slice(theme.indexOf('{') + 1).match(/[^{}]+\{[^{}]+\}/g)!;
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules) expect(rule.startsWith(`.${scope} .`)).toBe(true);
});
