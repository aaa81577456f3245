// Builds packages with turbo: nothing is built again when nothing changed.
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { run, waitingFor } from './bootstrap/run.mjs';
import { declarations } from './declarations.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Builds the JavaScript of what a turbo filter names: `./packages/*` is all packages. A wait that a person would notice
 * is explained.
 *
 * @param {string} filter
 */
export const build = async (filter) => {
  let done = () => {};
  const notice = setTimeout(() => {
    done = waitingFor('building the packages that changed');
  }, 2000);
  const turbo = join(root, 'node_modules/turbo/bin/turbo');
  const args = [turbo, 'run', 'build', `--filter=${filter}`, '--output-logs=errors-only'];
  try {
    await run(
      { command: execPath, args },
      { cwd: root, what: 'the build', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
    );
    done();
  } finally {
    clearTimeout(notice);
  }
};

/** Builds all that is published: the JavaScript and the declarations of every package. */
export const buildPackages = async () => {
  await build('./packages/*');
  const { wrong, log } = await declarations();
  if (wrong.size > 0) throw new Error(`declarations of ${[...wrong].join(', ')} cannot be written:\n${log}`);
};
