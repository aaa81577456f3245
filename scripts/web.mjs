// `npm run web [-- --port <port>]`: builds the web demo where it or the packages in it changed, and serves it here with
// the headers that threads need. Opens nothing; Ctrl-C ends it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../packages/core/src/platform/cacheFolder.ts';
import { build, root } from './build.mjs';
import { help, optionsOf } from './web/options.mjs';
import { serve } from './web/serve.mjs';

/** What the Node app has downloaded, if it has. */
const archive = join(cacheFolder(process.platform, process.env), 'cifar-10-binary.tar.gz');

try {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) console.log(help);
  else {
    await build('@kindling/app-web');
    const archives = existsSync(archive) ? { 'cifar-10-binary.tar.gz': archive } : {};
    const server = await serve({ folder: join(root, 'apps/web/dist'), archives, ...options });
    console.log(`Kindling is at ${server.url}`);
    if (existsSync(archive)) console.log('It offers CIFAR-10 from the copy that is on this machine.');
    console.log('Ctrl-C ends it.');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => server.close());
  }
} catch (error) {
  console.error(`web: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
