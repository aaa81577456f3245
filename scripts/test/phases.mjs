// Phases of checks: run, told of in one line each, and counted.
import { closingLine, count } from './checks.mjs';

/**
 * @typedef {import('./checks.mjs').Outcome} Outcome
 * @typedef {{ what: string, run: () => Promise<Outcome>, beside?: boolean }} Phase `beside` runs while the next ones do
 */

/** @param {number} since */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * @param {Phase['run']} run
 * @returns {Promise<{ outcome: Outcome, took: string }>}
 */
const timed = async (run) => {
  const start = performance.now();
  const outcome = await run();
  return { outcome, took: seconds(start) };
};

/**
 * Runs phases to their end, a later one even where an earlier one failed. Prints one line a phase, in their order, and
 * what failed in full.
 *
 * @param {Readonly<Record<string, Phase>>} phases
 * @returns {Promise<import('./checks.mjs').Check[]>}
 */
export const runPhases = async (phases) => {
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  const running = Object.entries(phases).map(([name, { what, run, beside = false }]) => {
    const ending = before.then(() => timed(run));
    if (!beside) before = ending.catch(() => {});
    ending.catch(() => {});
    return { name, what, ending };
  });
  const checks = [];
  for (const { name, what, ending } of running) {
    process.stdout.write(`${name.padEnd(12)} ${what.padEnd(47)} `);
    const { outcome, took } = await ending;
    checks.push(...outcome.checks);
    const counts = count(outcome.checks);
    console.log(`${closingLine(counts)} in ${took}`);
    if (counts.failed > 0) console.log(`\n${outcome.log.trim()}\n`);
  }
  return checks;
};
