import { expect, test } from 'vitest';
import { pageFiles } from './pageFiles.ts';

const chunk = (imports: string[], dynamicImports: string[] = [], css: string[] = []) => ({
  imports,
  dynamicImports,
  viteMetadata: { importedCss: new Set(css) },
});

test('what the page is made of is linked once, and neither the entry again nor what comes on demand', () => {
  const chunks = {
    'entry.js': chunk(['helper.js'], ['page.js'], ['entry.css']),
    'helper.js': chunk([]),
    'page.js': chunk(['entry.js', 'helper.js', 'shared.js'], ['help.js'], ['page.css']),
    'shared.js': chunk(['helper.js'], [], ['page.css']),
    'help.js': chunk([], [], ['help.css']),
  };
  const links = pageFiles(chunks, chunks['entry.js']).map(({ attrs }) => [attrs?.rel, attrs?.href]);
  expect(links).toEqual([
    ['modulepreload', './page.js'],
    ['modulepreload', './shared.js'],
    ['stylesheet', './page.css'],
  ]);
});
