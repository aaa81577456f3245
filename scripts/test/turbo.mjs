// A turbo task over all workspaces: each workspace's task is one check.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build.mjs';
import { repository } from './checks.mjs';
import { tool } from './tool.mjs';

/**
 * @param {readonly string[]} tasks
 * @returns {Promise<import('./checks.mjs').Outcome>}
 */
export const turbo = async (tasks) => {
  const runs = join(root, '.turbo/runs');
  rmSync(runs, { recursive: true, force: true });
  const { code, output } = await tool('turbo', [
    'run',
    ...tasks,
    '--continue',
    '--summarize',
    '--output-logs=errors-only',
  ]);
  const [summary] = readdirSync(runs);
  /** @type {{ tasks: { taskId: string, command: string, execution?: { exitCode?: number } }[] }} */
  const { tasks: ran } = summary === undefined ? { tasks: [] } : JSON.parse(readFileSync(join(runs, summary), 'utf8'));
  /** @type {import('./checks.mjs').Check[]} */
  const checks = ran
    .filter(({ command }) => command !== '<NONEXISTENT>')
    .map(({ taskId, execution }) => ({
      owner: taskId.replace(/#.*/, '').replace(/^\/\/$/, repository),
      state: execution?.exitCode === 0 ? 'passed' : 'failed',
    }));
  if (checks.length === 0 || (code !== 0 && checks.every(({ state }) => state === 'passed'))) {
    checks.push({ owner: repository, state: 'failed' });
  }
  return { checks, log: output };
};
