import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { root } from './collect.ts';
import { anchorsOf, linksOf, pathsOf, siteLinksOf } from './links.ts';

/** Whether a link from a folder leads to a file that is there, and to a heading that it has. */
const leads = (folder: string, link: string, own = ''): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? own : join(folder, path);
  return existsSync(target) && (anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor));
};

test.each(inject('collected').pages.map((page) => [page]))(
  'every link within the repository that %s has leads somewhere',
  (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const broken = [
      ...linksOf(text).filter((link) => !leads(join(root, dirname(page)), link, join(root, page))),
      ...siteLinksOf(text).filter((link) => !leads(root, link)),
    ];
    expect(broken).toEqual([]);
  },
);

test.each(inject('collected').pages.map((page) => [page]))('every path that %s names is there', (page) => {
  const paths = pathsOf(readFileSync(join(root, page), 'utf8'));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

const readmes = inject('collected').pages.filter((page) => page.startsWith('packages/'));

test.each(readmes.map((page) => [page]))('%s, which npm shows, links to its page, and to nothing beside it', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  expect(linksOf(text).filter((link) => !link.startsWith('#'))).toEqual([]);
  expect(siteLinksOf(text).filter((link) => link.startsWith('docs/'))).not.toEqual([]);
  expect(text.match(/`docs\/[\w-]+\.md`/g), 'a page named without a link').toBeNull();
});

test('links, paths and anchors are read as they are shown', () => {
  const page =
    '# The `dense` layer, again!\n[a](b.md#c) ![p](p.png) [w](https://x.org)\n```md\n[no](no.md)\n# no\n```\n## Next\n';
  expect(linksOf(page)).toEqual(['b.md#c', 'p.png']);
  expect(
    siteLinksOf('[a](https://github.com/kindling-js/kindling/blob/main/docs/a.md#b) [c](https://x.org/d)'),
  ).toEqual(['docs/a.md#b']);
  expect(pathsOf('`packages/core` `packages` packages/viz `docs/a b` `tests/kit/src/x.ts`')).toEqual([
    'packages/core',
    'tests/kit/src/x.ts',
  ]);
  expect(anchorsOf(page)).toEqual(['the-dense-layer-again', 'next']);
});
