// Builds packages with turbo: nothing is built again when nothing changed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, waitingFor } from './bootstrap/run.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Builds what a turbo filter names (`@kindling/app-node...` is the app and all that it needs). A wait that a person
 * would notice is explained.
 *
 * @param {string} filter
 */
export const build = async (filter) => {
  let done = () => {};
  const notice = setTimeout(() => {
    done = waitingFor('building the packages that changed');
  }, 2000);
  try {
    await run(
      {
        command: process.execPath,
        args: [
          join(root, 'node_modules/turbo/bin/turbo'),
          'run',
          'build',
          `--filter=${filter}`,
          '--output-logs=errors-only',
        ],
      },
      { cwd: root, what: 'the build', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
    );
    done();
  } finally {
    clearTimeout(notice);
  }
};
