// `npm run watch <noun ...>`: becomes vitest, which runs the test files that have a noun in their path, again at each
// change of what they import.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './build.mjs';
import { filesOf, testFiles } from './check/testFiles.mjs';
import { typedFolders } from './test/types.mjs';

const nouns = process.argv.slice(2);
try {
  if (nouns.length === 0) throw new Error('which noun? `npm run watch conv2d`');
  // The tests of the packed packages pack first; nobody watches them.
  const files = testFiles(
    root,
    typedFolders().filter((folder) => folder !== 'tests/tarballs'),
  );
  const found = new Set(nouns.flatMap((noun) => filesOf(noun, files)));
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  process.argv = [process.execPath, vitest, 'watch', ...found];
  await import(pathToFileURL(vitest).href);
} catch (error) {
  console.error(`watch: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
