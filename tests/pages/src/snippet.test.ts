import { expect, test } from 'vitest';
import { snippetsOf } from './snippet.ts';

const page = (...lines: string[]) => snippetsOf('page.md', lines.join('\n'));

test('snippets of TypeScript are found with their lines, other blocks are left alone', () => {
  expect(page('# Title', '```ts', 'const a = 1;', 'a;', '```', '```sh', 'npm start', '```')).toEqual([
    { file: 'page.md', line: 3, code: 'const a = 1;\na;' },
  ]);
});

test('a continued snippet carries what came before it, each line at its line of the page', () => {
  const [, second] = page('```ts', 'const a = 1;', '```', 'Then:', '```ts continued', 'a + 1;', '```');
  expect(second).toEqual({ file: 'page.md', line: 2, code: 'const a = 1;\n\n\n\na + 1;' });
});

test('a snippet that is not run says why', () => {
  expect(page('<!-- not run: needs a network -->', '```ts no-run', 'go();', '```')).toEqual([
    { file: 'page.md', line: 3, code: 'go();', notRun: 'needs a network' },
  ]);
  expect(() => page('```ts no-run', 'go();', '```')).toThrow('page.md:1: say why above it');
});

test('what cannot be meant is refused, with file and line', () => {
  expect(() => page('', '```ts', 'a;')).toThrow('page.md:2: this block of code never ends');
  expect(() => page('```ts continued', 'a;', '```')).toThrow('page.md:1: there is nothing to continue');
  expect(() => page('```ts norun', 'a;', '```')).toThrow('page.md:1: "```ts norun" is none of');
  expect(() => page('```typescript', 'a;', '```')).toThrow('page.md:1:');
});
