import { expect, test } from 'vitest';
import { textWidth, truncate } from './textWidth.ts';

test.each([
  ['loss: 0.5', 9],
  ['Verlust: ä', 10],
  ['a\u0308', 1],
  ['損失', 4],
  ['손실', 4],
  ['🚀', 2],
  ['━─', 2],
  ['', 0],
])('%s takes %d columns', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

test('a text that is too long ends in an ellipsis, and never in half a letter', () => {
  expect(truncate('accuracy', 8)).toBe('accuracy');
  expect(truncate('accuracy', 5)).toBe('accu…');
  expect(truncate('損失損失', 6)).toBe('損失…');
  expect(truncate('accuracy', 1)).toBe('…');
  expect(truncate('accuracy', 0)).toBe('');
});
