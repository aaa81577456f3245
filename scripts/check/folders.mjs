// The workspaces that a run of `npm run check` is about.
import { nearest } from './nearest.mjs';

/** @param {string} folder */
const shortName = (folder) => folder.replace(/^.*\//, '');

/**
 * The folder that somebody names: in full (`packages/data`), by its last part (`data`) or by its package's name
 * (`@kindling/data`).
 *
 * @param {string} name
 * @param {readonly string[]} folders
 * @returns {string}
 */
export const folderOf = (name, folders) => {
  const plain = name
    .replace(/^@kindling\//, 'packages/')
    .replace(/^@/, '')
    .replace(/\/+$/, '');
  if (folders.includes(plain)) return plain;
  const [found, ...others] = folders.filter((folder) => shortName(folder) === plain);
  if (found === undefined) {
    const known = folders.map(shortName);
    const meant = nearest(plain, plain.includes('/') ? folders : known);
    throw new Error(
      `unknown package "${name}"${meant === undefined ? '' : `, did you mean "${meant}"?`}; known: ${known.join(', ')}`,
    );
  }
  if (others.length > 0) throw new Error(`"${name}" is one of ${[found, ...others].join(', ')}: name the folder`);
  return found;
};

/**
 * The folders in which some of the changed files lie. A file of the root's own counts for `scripts`, a page for none.
 *
 * @param {readonly string[]} files as paths from the root
 * @param {readonly string[]} folders
 * @returns {string[]}
 */
export const changedFolders = (files, folders) =>
  folders.filter((folder) =>
    files.some((file) => file.startsWith(`${folder}/`) || (folder === 'scripts' && /^[^/]+\.ts$/.test(file))),
  );
