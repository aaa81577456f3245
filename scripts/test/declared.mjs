// The declarations of all packages: those of each package are one check.
import { declarations, packages } from '../declarations.mjs';
import { nameOf } from './workspaces.mjs';

/** @returns {Promise<import('./checks.mjs').Outcome>} */
export const declared = async () => {
  const { wrong, log } = await declarations();
  const checks = packages().map((folder) => ({
    owner: nameOf(folder),
    state: /** @type {import('./checks.mjs').State} */ (wrong.has(folder) ? 'failed' : 'passed'),
  }));
  return { checks, log };
};
