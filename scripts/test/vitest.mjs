// Tests run by vitest: each test is one check, owned by the workspace that its file lies in.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build.mjs';
import { repository } from './checks.mjs';
import { tool } from './tool.mjs';
import { ownerOf } from './workspaces.mjs';

/** @type {Record<string, import('./checks.mjs').State>} */
const states = { passed: 'passed', failed: 'failed' };

/**
 * The checks of a run, from its report. A file that could not be run, or an error outside every test, is a failed
 * check; so is a run without a test.
 *
 * @param {readonly { name: string, status: string, assertionResults: readonly { status: string }[] }[]} files
 * @param {boolean} succeeded vitest's own verdict
 * @returns {import('./checks.mjs').Check[]}
 */
export const checksOf = (files, succeeded) => {
  /** @type {import('./checks.mjs').Check[]} */
  const checks = files.flatMap(({ name, status, assertionResults }) => {
    const owner = ownerOf(name);
    const own = assertionResults.map((test) => ({ owner, state: states[test.status] ?? 'skipped' }));
    const isBroken = status === 'failed' && own.every(({ state }) => state !== 'failed');
    return isBroken ? [...own, { owner, state: /** @type {const} */ ('failed') }] : own;
  });
  const isUnexplained = !succeeded && checks.every(({ state }) => state !== 'failed');
  return checks.length === 0 || isUnexplained ? [...checks, { owner: repository, state: 'failed' }] : checks;
};

/**
 * What vitest prints about failures, without its list of all files before.
 *
 * @param {string} output
 */
export const failuresOf = (output) => output.slice(Math.max(0, output.search(/⎯{5,}[^\n]*(Failed|Unhandled|Startup)/)));

/**
 * @param {readonly string[]} projects names of vitest projects; `!name` leaves one out
 * @param {string} name of the report in .cache
 * @returns {Promise<import('./checks.mjs').Outcome>}
 */
export const vitest = async (projects, name = 'vitest') => {
  const report = join(root, `.cache/${name}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await tool('vitest', ['run', ...projects.map((name) => `--project=${name}`), ...args]);
  const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
  return { checks: checksOf(files, code === 0), log: failuresOf(output) };
};
