// One package of the npm registry with a binary in it: fetched once, then used from .cache/npm.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execPath, platform } from 'node:process';
import { run, waitingFor } from './run.mjs';

/** No install scripts: what is fetched here carries its binary, so nothing needs to run. */
const flags = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
  '--prefer-offline',
  '--loglevel=error',
];

/**
 * npm's own program, to be run by this Node: no shell, so that nothing is quoted and Windows is like the others.
 *
 * @param {string[]} args
 * @returns {{ command: string, args: string[], shell?: boolean }}
 */
const npm = (args) => {
  const candidates = [
    process.env.npm_execpath ?? '',
    join(dirname(execPath), 'node_modules/npm/bin/npm-cli.js'),
    join(dirname(dirname(execPath)), 'lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const cli = candidates.find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  if (cli !== undefined) return { command: execPath, args: [cli, ...args] };
  return { command: 'npm', args, shell: platform === 'win32' };
};

/** @returns {Record<string, string>} the pinned hashes, by `name@version`, as the registry gives them */
const pinned = () => JSON.parse(readFileSync(new URL('integrity.json', import.meta.url), 'utf8'));

/**
 * What npm has installed, each package by the hash that its archive was checked against.
 *
 * @param {string} modules
 * @returns {[id: string, hash: string][]}
 */
const installed = (modules) => {
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  return Object.entries(packages).map(([path, { version, integrity }]) => [
    `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
    String(integrity),
  ]);
};

/**
 * Refuses a package whose hash is not the pinned one, before anything of it runs. One without a pinned hash, for a
 * platform that nobody has tried yet, is named.
 *
 * @param {string} folder
 */
const requirePinned = (folder) => {
  const hashes = pinned();
  for (const [id, hash] of installed(join(folder, 'node_modules'))) {
    const wanted = hashes[id];
    if (wanted === undefined) {
      console.error(
        `kindling: no hash of ${id} is pinned; to pin it, add it to scripts/bootstrap/integrity.json: ${hash}`,
      );
    } else if (wanted !== hash) {
      rmSync(folder, { recursive: true, force: true });
      const remedy = 'set npm to another registry; if the package was changed on purpose, change integrity.json too';
      throw new Error(`${id} is not the pinned one: its hash is ${hash}, not ${wanted}; ${remedy}`);
    }
  }
};

/**
 * The `node_modules` folder that holds a package in one exact version, with what it depends on.
 *
 * @param {string} root
 * @param {string} name
 * @param {string} version
 * @param {string} why said while it is fetched
 */
export const fetchPackage = async (root, name, version, why) => {
  const folder = join(root, '.cache/npm', `${name}@${version}`);
  const stamp = join(folder, 'fetched');
  if (!existsSync(stamp)) {
    const done = waitingFor(`fetching ${name} ${version} once, ${why}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }));
    await run(npm(['install', '--prefix', folder, ...flags]), { cwd: folder, what: `fetching ${name}@${version}` });
    requirePinned(folder);
    writeFileSync(stamp, '');
    done();
  }
  return join(folder, 'node_modules');
};
