// What a test run is made of.

/**
 * One thing that was tested: a vitest test, the types of one workspace, the build of one package, a tool's verdict.
 *
 * @typedef {'passed' | 'failed' | 'skipped'} State
 * @typedef {{ owner: string, state: State }} Check `owner` is the name of a workspace
 * @typedef {{ checks: Check[], log: string }} Outcome `log` is shown where a check failed
 * @typedef {Record<State, number>} Counts
 */

/** Owner of what belongs to no one package. */
export const repository = 'kindling';

/**
 * @param {readonly Check[]} checks
 * @returns {Counts}
 */
export const count = (checks) => {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { state } of checks) counts[state]++;
  return counts;
};

/**
 * The line that ends a run: `12 passed, 0 failed`, and `, 1 skipped` where some were.
 *
 * @param {Counts} counts
 */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * A run that tested nothing has not passed.
 *
 * @param {Counts} counts
 */
export const isGreen = ({ passed, failed }) => failed === 0 && passed > 0;
