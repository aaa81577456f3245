import { expect, test } from 'vitest';
import { examplesOf } from './examples.ts';

test('examples are found in docstrings, fenced or not, up to the next tag', () => {
  const text = `
/**
 * Doubles.
 *
 * @example
 * \`\`\`ts
 * double(2);
 * double(3);
 * \`\`\`
 */
export const double = 1;

/**
 * @example
 * triple({ a: 1 });
 * @throws never
 */
export function triple() {}
`;
  expect(examplesOf('x.ts', text)).toEqual([
    { file: 'x.ts', line: 7, code: 'double(2);\ndouble(3);' },
    { file: 'x.ts', line: 15, code: 'triple({ a: 1 });' },
  ]);
});

test('an example that is not run says why on its first line', () => {
  const text = '/**\n * @example\n * // not run: downloads 170 MB\n * go();\n */\nexport const go = 1;\n';
  expect(examplesOf('x.ts', text)).toEqual([
    { file: 'x.ts', line: 3, code: '// not run: downloads 170 MB\ngo();', notRun: 'downloads 170 MB' },
  ]);
});
