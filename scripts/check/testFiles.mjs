// The test files that a noun is about.
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { nearest } from './nearest.mjs';

/**
 * The test files of some folders, as paths from the root.
 *
 * @param {string} root
 * @param {readonly string[]} folders
 * @returns {string[]}
 */
export const testFiles = (root, folders) =>
  folders.flatMap((folder) => {
    /** @type {(below: string) => string[]} */
    const walk = (below) =>
      readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
        const path = `${below}/${entry.name}`;
        if (entry.isDirectory()) return /^(node_modules|dist|\..*)$/.test(entry.name) ? [] : walk(path);
        return path.endsWith('.test.ts') ? [path.split(sep).join('/')] : [];
      });
    return walk(folder);
  });

/**
 * The nouns that files test: `packages/models/src/layers/convolution/conv2d.test.ts` is about `conv2d`.
 *
 * @param {readonly string[]} files
 */
const nouns = (files) => [...new Set(files.map((file) => file.replace(/^.*\/|\.test\.ts$/g, '')))];

/**
 * The files whose path has a noun in it; where none has, an error that names the nearest noun.
 *
 * @param {string} noun
 * @param {readonly string[]} files
 * @returns {string[]}
 */
export const filesOf = (noun, files) => {
  const found = files.filter((file) => file.toLowerCase().includes(noun.toLowerCase()));
  if (found.length > 0) return found;
  const meant = nearest(noun, nouns(files));
  throw new Error(`no test file has "${noun}" in its path${meant === undefined ? '' : `, did you mean "${meant}"?`}`);
};
