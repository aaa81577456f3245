// One package of the npm registry with a binary in it: fetched once, then used from .cache/npm.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
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
    writeFileSync(stamp, '');
    done();
  }
  return join(folder, 'node_modules');
};
