import { expect, test } from 'vitest';
import { changedFolders, folderOf } from './folders.mjs';

const folders = ['apps/node', 'bench', 'packages/data', 'packages/models', 'tests/kit', 'scripts'];

test.each([
  ['data', 'packages/data'],
  ['@kindling/data', 'packages/data'],
  ['packages/data/', 'packages/data'],
  ['tests/kit', 'tests/kit'],
  ['@tests/kit', 'tests/kit'],
  ['node', 'apps/node'],
  ['scripts', 'scripts'],
])('%s is %s', (name, folder) => {
  expect(folderOf(name, folders)).toBe(folder);
});

test('a name that no folder has is refused, with the nearest and all that are known', () => {
  const known = 'known: node, bench, data, models, kit, scripts';
  expect(() => folderOf('modles', folders)).toThrow(`unknown package "modles", did you mean "models"?; ${known}`);
  expect(() => folderOf('tests/kid', folders)).toThrow(
    `unknown package "tests/kid", did you mean "tests/kit"?; ${known}`,
  );
  expect(() => folderOf('optimizers', folders)).toThrow(`unknown package "optimizers"; ${known}`);
});

test('a name that several folders have is refused', () => {
  expect(() => folderOf('node', [...folders, 'tests/node'])).toThrow(
    '"node" is one of apps/node, tests/node: name the folder',
  );
});

test('changed files say which folders are checked', () => {
  const files = ['packages/data/src/x.ts', 'packages/data/README.md', 'vitest.config.ts', 'docs/data.md'];
  expect(changedFolders(files, folders)).toEqual(['packages/data', 'scripts']);
  expect(changedFolders(['docs/data.md'], folders)).toEqual([]);
});
