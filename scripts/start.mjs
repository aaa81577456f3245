// `npm start [-- args]`: builds the training app where it or the packages in it changed, then becomes the app.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, root } from './build.mjs';

const args = process.argv.slice(2);
const main = join(root, 'apps/node/dist/main.js');
try {
  await build('@kindling/app-node');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.argv = [process.execPath, main, ...(args.length > 0 ? args : ['train'])];
await import(pathToFileURL(main).href);
