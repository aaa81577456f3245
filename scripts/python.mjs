// `node scripts/python.mjs [torch] [tensorflow] [ray]`: makes the Pythons that tests ask for, each in a folder of
// .cache/python with packages pinned in tests/kit/src/python.json, for CPUs. What it cannot make it says, and the
// tests that need it are skipped: it ends well all the same.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, platform } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run as runChild, waitingFor } from './bootstrap/run.mjs';

/**
 * @typedef {(command: string, args: string[]) => Promise<unknown>} Run what a command does; rejects where it fails
 * @typedef {{ packages: readonly string[], folder: string, run: Run, windows?: boolean }} Wanted
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {Readonly<Record<string, { linux: string[], other: string[] }>>} */
const pinned = JSON.parse(readFileSync(join(root, 'tests/kit/src/python.json'), 'utf8'));

/** The file that says which packages are in an environment. It is written last: without it, none is whole. */
export const marker = 'made.json';

/**
 * Makes an environment, unless there is one with these very packages.
 *
 * @param {Wanted} wanted
 * @returns {Promise<'there' | 'made'>}
 */
export const makePython = async ({ packages, folder, run, windows = platform === 'win32' }) => {
  const made = join(folder, marker);
  if (existsSync(made) && readFileSync(made, 'utf8') === JSON.stringify(packages)) return 'there';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await run(windows ? 'python' : 'python3', ['-m', 'venv', folder]);
  const python = windows ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python3');
  const quietly = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-compile'];
  await run(python, ['-m', 'pip', 'install', ...quietly, '--only-binary', ':all:', ...packages]);
  writeFileSync(made, JSON.stringify(packages));
  return 'made';
};

/** @param {unknown} error */
const lastLine = (error) => (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1);

/** @param {readonly string[]} names */
const main = async (names) => {
  for (const name of names) {
    const pins = pinned[name];
    if (pins === undefined) throw new Error(`python: unknown "${name}"; known: ${Object.keys(pinned).join(', ')}`);
    const folder = join(root, '.cache/python', name);
    const packages = platform === 'linux' ? pins.linux : pins.other;
    const run = (/** @type {string} */ command, /** @type {string[]} */ args) =>
      runChild({ command, args }, { cwd: root, what: `${command} ${args.slice(0, 3).join(' ')}` });
    const done = waitingFor(`a Python with ${packages.join(' ')}`);
    try {
      console.log(`${packages.join(' ')}: ${await makePython({ packages, folder, run })}`);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      console.log(`${packages.join(' ')} could not be installed, so the tests on it are SKIPPED: ${lastLine(error)}`);
      if (packages.some((each) => each.endsWith('+cpu')))
        console.log('builds of PyTorch for CPUs have an index of their own: give it in PIP_EXTRA_INDEX_URL');
    }
    done();
  }
};

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  await main(argv.length > 2 ? argv.slice(2) : Object.keys(pinned));
}
