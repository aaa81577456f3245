// node --conditions=@kindling/source tests/fuzz/src/programs/main.ts [programs] [first seed] [threads or webgpu]
import { type Ground, startFuzz } from './fuzzPrograms.ts';

const [programs = '10000', first = '0', where] = process.argv.slice(2);
const onThreads = (...numbers: number[]): Ground[] => numbers.map((threads) => ({ threads }));
const groundsOf = (): Ground[] => {
  if (where === 'webgpu') return [where];
  return where === undefined ? onThreads(1, 2, 3, 4) : onThreads(Number(where));
};
/** A share of the programs on each. */
const grounds = groundsOf();
const share = Math.ceil(Number(programs) / grounds.length);
const nameOf = (ground: Ground): string => (ground === 'webgpu' ? ground : `${ground.threads} threads`);
const counts = { right: 0, wrong: 0, compiled: 0, shared: 0, eager: 0, finite: 0 };
const reasons = new Map<string, number>();
const began = Date.now();
for (const [at, ground] of grounds.entries()) {
  const { once, end } = await startFuzz(ground);
  const start = Number(first) + at * share;
  for (let seed = start; seed < Math.min(start + share, Number(first) + Number(programs)); seed++) {
    const { verdict, wrong, compiled, shared, eager, hasNumbers } = await once(seed);
    counts[verdict]++;
    counts.compiled += compiled;
    counts.shared += shared;
    counts.eager += eager.length;
    counts.finite += Number(hasNumbers);
    for (const reason of eager) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (wrong !== undefined && counts.wrong <= 100) console.log(`${nameOf(ground)}: ${wrong}`);
  }
  await end();
}
const seconds = Math.round((Date.now() - began) / 1000);
const { right, wrong, compiled, shared, eager, finite } = counts;
console.log(`${programs} programs, seeds from ${first}, on ${grounds.map(nameOf).join(', ')}, ${seconds} s:`);
console.log(`${right} right, ${wrong} wrong; ${finite} with finite numbers to the end`);
console.log(`${compiled} plans compiled, ${shared} of them with kernels that threads share, ${eager} eager:`);
for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) console.log(`  ${count} ${reason}`);
process.exitCode = wrong === 0 ? 0 : 1;
