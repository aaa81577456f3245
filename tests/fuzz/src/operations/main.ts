// node --conditions=@kindling/source tests/fuzz/src/operations/main.ts [cases] [operation] [first seed]
// Counts are told every 100,000 cases, and where Ctrl-C ends it.
import { setImmediate as breath } from 'node:timers/promises';
import './wholeNames.ts';
import type { Finding } from './fuzzOperations.ts';

const { startFuzz } = await import('./fuzzOperations.ts');
const { operations } = await import('./operations.ts');
const [cases = '1000000', only = 'all', first = '0'] = process.argv.slice(2);
const chosen = operations.filter(({ name }) => only === 'all' || name === only);
const { once, end } = await startFuzz();
const counts: Record<Finding['verdict'], number> = { right: 0, refused: 0, wrong: 0 };
const began = Date.now();
const tell = (cases: number): void => {
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`${cases} cases of ${chosen.length} operations, seeds from ${first}, ${seconds} s:`);
  console.log(`${counts.right} right, ${counts.refused} refused, ${counts.wrong} wrong`);
};
let isStopped = false;
process.once('SIGINT', () => {
  isStopped = true;
});
let at = 0;
for (; at < Number(cases) && !isStopped; at++) {
  const { verdict, wrong } = await once(chosen[at % chosen.length]!, Number(first) + Math.floor(at / chosen.length));
  counts[verdict]++;
  if (wrong !== undefined && counts.wrong <= 100) console.log(wrong);
  if (at % 1000 === 999) await breath();
  if (at % 100_000 === 99_999) tell(at + 1);
}
await end();
tell(at);
process.exitCode = counts.wrong === 0 ? 0 : 1;
