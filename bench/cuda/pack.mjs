// `node bench/cuda/pack.mjs FOLDER`: all that bench/cuda/run.sh needs, in a folder that can be copied elsewhere: one
// program of the packages' sources, the library that calls libtorch, the scripts for PyTorch, and run.sh itself.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { bundle } from '@tests/specs/bundle';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const folder = argv[2];
if (folder === undefined) throw new Error('pack: say where to: node bench/cuda/pack.mjs FOLDER');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

// tfjs's packages are CommonJS to Node, and would be there twice: bundled, all share one tfjs-core.
await build({
  entryPoints: [join(here, 'main.ts')],
  outfile: join(folder, 'cuda.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  conditions: ['@kindling/source'],
  alias: { vitest: join(here, 'testing.ts') },
  external: ['koffi', 'webgpu'],
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __dirname = import.meta.dirname;`,
  },
  logLevel: 'error',
});

cpSync(await bundle(), join(folder, 'specs.mjs'));

const ofSpecs = createRequire(import.meta.resolve('@tests/specs/bundle'));
const koffi = dirname(createRequire(import.meta.url).resolve('koffi'));
for (const [from, name] of [
  [koffi, 'koffi'],
  [join(dirname(koffi), '@koromix'), '@koromix'],
  [dirname(dirname(ofSpecs.resolve('jasmine-core'))), 'jasmine-core'],
]) {
  cpSync(from, join(folder, 'node_modules', name), { recursive: true, dereference: true });
}

const peers = join(here, '../peers');
mkdirSync(join(folder, 'peers'));
for (const name of ['peer.py', 'batches.py', 'torch_networks.py', 'torch_chapter.py']) {
  cpSync(join(peers, name), join(folder, 'peers', name));
}
cpSync(join(here, 'torch_device.py'), join(folder, 'peers/torch_device.py'));
cpSync(join(here, 'run.sh'), join(folder, 'run.sh'));

const commit = () => execFileSync('git', ['log', '-1', '--format=%h of %cs'], { cwd: here, encoding: 'utf8' }).trim();
writeFileSync(join(folder, 'packed.txt'), `commit ${commit()}\n`);
