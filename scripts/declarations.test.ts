import { expect, test } from 'vitest';
import { destination, entriesOf, packages } from './declarations.mjs';

test('a declaration goes to dist, where its source lies in src', () => {
  expect(destination('packages/data/src/stages/src/map.d.ts')).toBe('packages/data/dist/stages/src/map.d.ts');
});

test('declarations begin at what a manifest names', () => {
  expect(packages()).toContain('packages/core');
  expect(entriesOf('packages/core')).toEqual(
    ['index', 'options/index', 'node', 'platform/node', 'platform/browser'].map(
      (name) => `packages/core/src/${name}.ts`,
    ),
  );
});
