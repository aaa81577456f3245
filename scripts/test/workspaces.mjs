// Which workspace something belongs to.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { workspaceFolders } from '../bootstrap/packages.mjs';
import { root } from '../build.mjs';
import { repository } from './checks.mjs';

/**
 * The name of the workspace in a folder; what is in none belongs to the repository.
 *
 * @param {string} folder from the root
 * @returns {string}
 */
export const nameOf = (folder) => {
  const manifest = join(root, folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).name : repository;
};

/**
 * The name of the workspace that a file lies in.
 *
 * @param {string} file an absolute path
 */
export const ownerOf = (file) => {
  const path = relative(root, file).split(sep).join('/');
  return nameOf(workspaceFolders(root).find((name) => path.startsWith(`${name}/`)) ?? 'scripts');
};
