// `npm run bench`: builds all packages, where they changed, then becomes the benchmark.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, root } from './build.mjs';

await build('./packages/*');
const main = join(root, 'bench/main.ts');
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
