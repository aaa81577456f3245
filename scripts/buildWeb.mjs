// `npm run build:web`: the web demo as a folder of static files, apps/web/dist, for any host and any path on it.
// VITE_CIFAR10_URL names an address that CIFAR-10 may be downloaded from, of the same origin or with CORS.
import { build } from './build.mjs';

try {
  await build('@kindling/app-web');
  console.log('The web demo is in apps/web/dist.');
} catch (error) {
  console.error(`build:web: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
