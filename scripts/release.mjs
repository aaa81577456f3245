// `npm run release [-- --dry-run]`: builds the packages and publishes those whose version the registry lacks.
// A dry run packs each and says what would be sent; it writes nothing anywhere but dist/.
import { spawnSync } from 'node:child_process';
import { buildPackages, root } from './build.mjs';

const flags = process.argv.slice(2);
const unknown = flags.find((flag) => flag !== '--dry-run');
if (unknown !== undefined) {
  console.error(`release: unknown option "${unknown}"; known: --dry-run`);
  process.exit(1);
}
await buildPackages();
const dry = flags.length > 0 ? ['--dry-run', '--no-git-checks'] : [];
const { status } = spawnSync('pnpm', ['--filter', './packages/*', 'publish', '--access', 'public', ...dry], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
