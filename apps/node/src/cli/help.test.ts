import { expect, test } from 'vitest';
import { count, text } from './flags.ts';
import { helpOf, table, wrap } from './help.ts';

test('long texts are broken at 80 columns, with their indent', () => {
  const lines = wrap('word '.repeat(40).trim(), 6).split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines[0]!.length + 6).toBeLessThanOrEqual(80);
  for (const line of lines.slice(1)) {
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line).toMatch(/^ {6}word/);
  }
});

test('a word longer than a line stands alone', () => {
  expect(wrap(`a ${'x'.repeat(100)} b`)).toBe(`a\n${'x'.repeat(100)}\nb`);
});

test('columns of a table are aligned', () => {
  expect(
    table([
      ['a', 'one'],
      ['long', 'two'],
    ]),
  ).toBe('  a     one\n  long  two');
});

test('help shows usage, every flag with its default, and examples', () => {
  const help = helpOf({
    command: 'bake',
    positionals: 'CAKE...',
    does: 'Bakes cakes.',
    flags: {
      bakingTime: count({ placeholder: 'N', help: 'minutes', fallback: 40 }),
      icing: text({ placeholder: 'NAME', help: 'what goes on top', fallback: undefined }),
    },
    examples: [['bake apple', 'an apple cake']],
  });
  expect(help).toBe(`Usage: npm start -- bake CAKE... [flags]

Bakes cakes.

Flags
  --baking-time N  minutes (default: 40)
  --icing NAME     what goes on top
  --help           shows this

Examples
  npm start -- bake apple
      an apple cake`);
});
