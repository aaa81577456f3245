// A turbo task over all workspaces: each workspace's task is one check.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build.mjs';
import { repository } from './checks.mjs';
import { tool } from './tool.mjs';

/**
 * The checks of a run, from its summary: a task that did not run, since one before it failed, has failed too.
 *
 * @param {readonly { taskId: string, command: string, execution?: { exitCode?: number } }[]} tasks
 * @param {boolean} succeeded turbo's own verdict
 * @returns {import('./checks.mjs').Check[]}
 */
export const checksOf = (tasks, succeeded) => {
  /** @type {import('./checks.mjs').Check[]} */
  const checks = tasks
    .filter(({ command }) => command !== '<NONEXISTENT>')
    .map(({ taskId, execution }) => ({
      owner: taskId.replace(/#.*/, ''),
      state: execution?.exitCode === 0 ? 'passed' : 'failed',
    }));
  const isUnexplained = !succeeded && checks.every(({ state }) => state === 'passed');
  return checks.length === 0 || isUnexplained ? [...checks, { owner: repository, state: 'failed' }] : checks;
};

/**
 * @param {readonly string[]} tasks
 * @returns {Promise<import('./checks.mjs').Outcome>}
 */
export const turbo = async (tasks) => {
  const runs = join(root, '.turbo/runs');
  rmSync(runs, { recursive: true, force: true });
  const flags = ['--continue', '--summarize', '--output-logs=errors-only'];
  const { code, output } = await tool('turbo', ['run', ...tasks, ...flags]);
  const [summary] = existsSync(runs) ? readdirSync(runs) : [];
  const ran = summary === undefined ? [] : JSON.parse(readFileSync(join(runs, summary), 'utf8')).tasks;
  return { checks: checksOf(ran, code === 0), log: output };
};
