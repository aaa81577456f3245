// node --conditions=@kindling/source tests/fuzz/src/operations/main.ts [cases] [operation] [first seed]
import './wholeNames.ts';
import type { Finding } from './fuzzOperations.ts';

const { startFuzz } = await import('./fuzzOperations.ts');
const { operations } = await import('./operations.ts');
const [cases = '1000000', only = 'all', first = '0'] = process.argv.slice(2);
const chosen = operations.filter(({ name }) => only === 'all' || name === only);
const { once, end } = await startFuzz();
const counts: Record<Finding['verdict'], number> = { right: 0, refused: 0, wrong: 0 };
const began = Date.now();
for (let at = 0; at < Number(cases); at++) {
  const { verdict, wrong } = await once(chosen[at % chosen.length]!, Number(first) + Math.floor(at / chosen.length));
  counts[verdict]++;
  if (wrong !== undefined && counts.wrong <= 100) console.log(wrong);
}
await end();
const { right, refused, wrong } = counts;
const seconds = Math.round((Date.now() - began) / 1000);
console.log(`${cases} cases of ${chosen.length} operations, seeds from ${first}, ${seconds} s:`);
console.log(`${right} right, ${refused} refused, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
