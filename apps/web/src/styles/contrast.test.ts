import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Theme = 'light' | 'dark';

const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

/** As WCAG 2 counts it. */
const contrast = (a: string, b: string, theme: Theme): number => {
  const [one, other] = [a, b].map((name) => luminance(colours.get(name)![theme]));
  return (Math.max(one!, other!) + 0.05) / (Math.min(one!, other!) + 0.05);
};

const texts = ['text', 'muted', 'accent', 'train', 'validation', 'right', 'wrong'];
const grounds = ['page', 'panel'];
const themes: readonly Theme[] = ['light', 'dark'];

describe.each(themes)('%s', (theme) => {
  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))('reads %s on %s', (a, b) =>
    expect(contrast(a, b, theme)).toBeGreaterThanOrEqual(4.5),
  );

  it('reads the text on the accent', () => {
    expect(contrast('on-accent', 'accent', theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('shows lines and borders on %s', (ground) =>
    expect(contrast('line', ground, theme)).toBeGreaterThanOrEqual(3),
  );
});
