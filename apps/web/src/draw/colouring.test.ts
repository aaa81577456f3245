import { expect, test } from 'vitest';
import { colouring } from './colouring.ts';

const parts = (line: string): readonly string[] => colouring(line).map(({ part, text }) => `${part}:${text}`);

test('words, calls, strings, numbers', () => {
  expect(parts("const a = adam({ rate: 5e-4, to: 'x // y' }); // why")).toEqual([
    'word:const',
    'plain: a = ',
    'call:adam',
    'plain:({ rate: ',
    'number:5e-4',
    'plain:, to: ',
    "string:'x // y'",
    'plain: }); ',
    'comment:// why',
  ]);
});

test('nothing is lost or added', () => {
  for (const line of ['', '  x1 = `a b` + "\\"";', 'importing(1_000.5);', "'open"]) {
    expect(
      colouring(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  }
});

test('a word inside another is none', () => {
  expect(parts('important')).toEqual(['plain:important']);
});
