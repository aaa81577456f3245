import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { root } from './collect.ts';
import { anchorsOf, linksOf, pathsOf } from './links.ts';

test.each(inject('collected').pages.map((page) => [page]))(
  'every link within the repository that %s has leads somewhere',
  (page) => {
    const broken = linksOf(readFileSync(join(root, page), 'utf8')).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? join(root, page) : join(root, dirname(page), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
    });
    expect(broken).toEqual([]);
  },
);

test.each(inject('collected').pages.map((page) => [page]))('every path that %s names is there', (page) => {
  const paths = pathsOf(readFileSync(join(root, page), 'utf8'));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('links, paths and anchors are read as they are shown', () => {
  const page =
    '# The `dense` layer, again!\n[a](b.md#c) ![p](p.png) [w](https://x.org)\n```md\n[no](no.md)\n# no\n```\n## Next\n';
  expect(linksOf(page)).toEqual(['b.md#c', 'p.png']);
  expect(pathsOf('`packages/core` `packages` packages/viz `docs/a b` `tests/kit/src/x.ts`')).toEqual([
    'packages/core',
    'tests/kit/src/x.ts',
  ]);
  expect(anchorsOf(page)).toEqual(['the-dense-layer-again', 'next']);
});
