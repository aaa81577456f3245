// Which files differ from main.
import { spawnSync } from 'node:child_process';

/**
 * What git prints, or undefined where it fails.
 *
 * @param {string} root
 * @param {readonly string[]} args
 */
const git = (root, args) => {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
};

/** @param {string | undefined} text */
const lines = (text = '') => text.split('\0').filter((line) => line !== '');

/**
 * The files that differ from where this branch left main, committed or not, as paths from the root.
 *
 * @param {string} root
 * @returns {string[]}
 */
export const changes = (root) => {
  const bases = ['main', 'origin/main'].map((name) => git(root, ['merge-base', 'HEAD', name])?.trim());
  const base = bases.find((commit) => commit !== undefined);
  if (base === undefined) throw new Error('there is no branch "main" to compare with: name a package');
  const differing = lines(git(root, ['diff', '--name-only', '-z', base]));
  const untracked = lines(git(root, ['ls-files', '--others', '--exclude-standard', '-z']));
  return [...new Set([...differing, ...untracked])].sort();
};
