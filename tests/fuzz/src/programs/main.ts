// node --conditions=@kindling/source tests/fuzz/src/programs/main.ts [programs] [first seed] [threads]
import { startFuzz } from './fuzzPrograms.ts';

const [programs = '10000', first = '0', threads] = process.argv.slice(2);
/** On so many threads, a share of the programs each. */
const numbersOfThreads = threads === undefined ? [1, 2, 3, 4] : [Number(threads)];
const share = Math.ceil(Number(programs) / numbersOfThreads.length);
const counts = { right: 0, wrong: 0, compiled: 0, shared: 0, eager: 0, finite: 0 };
const reasons = new Map<string, number>();
const began = Date.now();
for (const [at, number] of numbersOfThreads.entries()) {
  const { once, end } = await startFuzz(number);
  const start = Number(first) + at * share;
  for (let seed = start; seed < Math.min(start + share, Number(first) + Number(programs)); seed++) {
    const { verdict, wrong, compiled, shared, eager, hasNumbers } = await once(seed);
    counts[verdict]++;
    counts.compiled += compiled;
    counts.shared += shared;
    counts.eager += eager.length;
    counts.finite += Number(hasNumbers);
    for (const reason of eager) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (wrong !== undefined && counts.wrong <= 100) console.log(`${number} threads: ${wrong}`);
  }
  await end();
}
const seconds = Math.round((Date.now() - began) / 1000);
const { right, wrong, compiled, shared, eager, finite } = counts;
console.log(`${programs} programs, seeds from ${first}, on ${numbersOfThreads} threads, ${seconds} s:`);
console.log(`${right} right, ${wrong} wrong; ${finite} with finite numbers to the end`);
console.log(`${compiled} plans compiled, ${shared} of them with kernels that threads share, ${eager} eager:`);
for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) console.log(`  ${count} ${reason}`);
process.exitCode = wrong === 0 ? 0 : 1;
