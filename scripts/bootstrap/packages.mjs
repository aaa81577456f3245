// Installs the packages of the frozen lockfile, and nothing when nothing that decides them changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, waitingFor } from './run.mjs';

/**
 * The folders of all workspaces, read off pnpm-workspace.yaml (`folder/*` or `folder`).
 *
 * @param {string} root
 * @returns {string[]}
 */
export const workspaceFolders = (root) => {
  const [, list = ''] =
    /^packages:\n((?:[ ]+- .*\n)+)/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')) ?? [];
  const patterns = [...list.matchAll(/- "?([^"\n]+?)"?$/gm)].map(([, pattern]) => /** @type {string} */ (pattern));
  return patterns
    .flatMap((pattern) => {
      if (!pattern.endsWith('/*')) return [pattern];
      const parent = pattern.slice(0, -2);
      return existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : [];
    })
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort();
};

/**
 * @param {string} root
 * @param {readonly string[]} folders
 */
const fingerprint = (root, folders) => {
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...folders.map((name) => `${name}/package.json`),
  ];
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const file of files)
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\n');
  return hash.digest('hex');
};

/**
 * Whether the modules of a workspace are there, for what it depends on.
 *
 * @param {string} root
 * @param {string} folder
 */
const hasModules = (root, folder) => {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return names.every((name) => existsSync(join(root, folder, 'node_modules', name, 'package.json')));
};

/**
 * @param {string} root
 * @param {string} pnpm
 * @param {NodeJS.ProcessEnv} env with the chosen Node first on its PATH
 */
export const installPackages = async (root, pnpm, env) => {
  const stamp = join(root, 'node_modules', '.kindling-installed');
  const folders = workspaceFolders(root);
  const wanted = fingerprint(root, folders);
  const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isInstalled && ['.', ...folders].every((folder) => hasModules(root, folder))) return;
  const done = waitingFor('installing the packages (again only when they change), about 20 s');
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  await run({ command: pnpm, args }, { cwd: root, what: 'pnpm install', env: { ...env, CI: 'true' } });
  writeFileSync(stamp, wanted);
  done();
};
