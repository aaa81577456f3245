import { expect, test } from 'vitest';
import { fit, label, textWidth, wrap } from './text.ts';

test('a text that fits stays as it is', () => {
  expect(fit('automobile', 12, 100)).toBe('automobile');
});

test('a text that does not fit ends in an ellipsis and is not wider than requested', () => {
  const cut = fit('an automobile of the largest kind', 12, 100);
  expect(cut).toMatch(/^an autom.*…$/);
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(100);
});

test('a text of a million letters is cut at once', () => {
  expect(fit('x'.repeat(1e6), 12, 100).length).toBeLessThan(20);
  expect(label(0, 0, 'x'.repeat(1e6)).length).toBeLessThan(400);
});

test('a long text is cut into lines, and beyond so many letters it ends', () => {
  const text = 'one two three four five six seven eight nine ten';
  const lines = wrap(text, 12, 100);
  expect(lines.join(' ')).toBe(text);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(100);
  expect(wrap('', 12, 100)).toEqual(['']);
  expect(wrap('a '.repeat(1e5), 12, 100).join(' ')).toBe(`${'a '.repeat(100)}…`);
  expect(wrap(`a ${'x'.repeat(100)}`, 12, 100)).toEqual(['a', fit('x'.repeat(100), 12, 100)]);
});

test('letters outside the basic plane are never cut in half', () => {
  expect(fit('😀'.repeat(50), 10, 45)).toBe('😀😀😀…');
});

test('what XML can not hold is taken out', () => {
  expect(fit('a\u0000b\u001bc\ud800d\uffffe', 12, 100)).toBe('abcde');
  expect(fit(' two\n\tlines ', 12, 100)).toBe('two lines');
});

test('a label is escaped, and anchored or turned where that is asked', () => {
  expect(label(1, 2, '<b>')).toMatch(
    /^<text x="1" y="2" font-size="12" class="ink" fill="#[0-9a-f]{6}">&lt;b&gt;<\/text>$/,
  );
  expect(label(1, 2, 'a', { anchor: 'end', bold: true })).toContain('font-weight="500" text-anchor="end"');
  expect(label(1, 2, 'a', { rotate: -45 })).toContain('transform="translate(1.00 2.00) rotate(-45)"');
});
