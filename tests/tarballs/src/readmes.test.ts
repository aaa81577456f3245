import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { describe, expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { packages, root, versionOf } from './packages.ts';
import { firstExample } from './readme.ts';

const pages = ['README.md', ...Object.keys(packages).map((folder) => `packages/${folder}/README.md`)];
const examples = pages.flatMap((page) => {
  const example = firstExample(page, readFileSync(join(root, page), 'utf8'));
  return example === undefined ? [] : [[page, example] as const];
});

test('every README has an example but that of core, which nobody imports, and of torch, which needs a PyTorch', () => {
  const without = ['packages/core/README.md', 'packages/torch/README.md'];
  expect(examples.map(([page]) => page)).toEqual(pages.filter((page) => !without.includes(page)));
});

describe.concurrent.each(examples)('%s', (_page, { ours, beside, file, code }) => {
  test('its first example runs after its own install lines', async () => {
    const used = Object.fromEntries(Object.keys(beside).map((name) => [name, versionOf(name)]));
    expect(beside, 'the versions that this repository uses').toEqual(used);
    const clean = await cleanFolder(ours, Object.keys(beside));
    // As `npm install` leaves it in an empty folder: nothing says that .js files are modules.
    const { type: _module, ...manifest } = JSON.parse(readFileSync(join(clean, 'package.json'), 'utf8'));
    writeFileSync(join(clean, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(clean, file), code);
    const { code: exit, output } = await child(execPath, [file], clean);
    expect(exit, output).toBe(0);
    expect(output).not.toMatch(/\bNaN\b|many times slower/);
  });
});

test('what an example needs is read off the page', () => {
  const page =
    '```sh\nnpm install @kindling/data tfjs-x@4.1.0\nnpm install @x/y@2.0.0\n```\nIn a file `a.mjs`, for `node a.mjs`:\n```ts\ngo();\n```\n';
  const beside = { 'tfjs-x': '4.1.0', '@x/y': '2.0.0' };
  expect(firstExample('p', page)).toEqual({ ours: ['data'], beside, file: 'a.mjs', code: 'go();' });
  expect(firstExample('p', 'no code')).toBeUndefined();
  expect(() => firstExample('p', page.replace('In a file', 'In'))).toThrow('p: say in which .mjs file');
  expect(() => firstExample('p', page.replace('@4.1.0', ''))).toThrow('p: tfjs-x needs its version');
});
