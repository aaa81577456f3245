// Builds packages with turbo: nothing is built again when nothing changed.
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { run, waitingFor } from './bootstrap/run.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs turbo tasks (`build` makes the JavaScript, `types` the declarations) for what a turbo filter names:
 * `@kindling/bench...` is the benchmark and all that it needs. A wait that a person would notice is explained.
 *
 * @param {readonly string[]} tasks
 * @param {string} filter
 */
export const build = async (tasks, filter) => {
  let done = () => {};
  const notice = setTimeout(() => {
    done = waitingFor('building the packages that changed');
  }, 2000);
  const turbo = join(root, 'node_modules/turbo/bin/turbo');
  const args = [turbo, 'run', ...tasks, `--filter=${filter}`, '--output-logs=errors-only'];
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
