// Clean starts and ends, and what came of them:
//   node --conditions=@kindling/source packages/distributed/testing/soak.ts [starts] [openmpi | mpich] [ranks]
// Whatever is not clean is printed whole.
import { join } from 'node:path';
import { type Family, families, lacksMpi } from './families.ts';
import { mpirun } from './mpirun.ts';

const [starts = '500', only, ranks] = process.argv.slice(2);
const program = join(import.meta.dirname, 'programs/short.ts');
const asked = families.filter((family: Family) => only === undefined || only === family);
if (asked.length === 0) throw new Error(`soak: the family must be ${families.join(' or ')}, got ${only}`);

for (const family of asked) {
  if (lacksMpi[family] !== undefined) {
    console.log(`${family}: skipped, ${lacksMpi[family]}`);
    continue;
  }
  const counts = { clean: 0, 'other code': 0, 'bad termination': 0, 'said something': 0, late: 0, 'rank left': 0 };
  let longest = 0;
  const began = performance.now();
  for (let i = 0; i < Number(starts); i++) {
    const size = ranks === undefined ? 2 + (i % 3) : Number(ranks);
    const result = await mpirun(family, size, program, [1 + (i % 20)], { limit: 400 });
    const text = result.stdout + result.stderr;
    const wrong = {
      'other code': result.code !== 0,
      'bad termination': text.includes('BAD TERMINATION'),
      'said something': text !== '',
      late: result.late,
      'rank left': result.left.length > 0,
    };
    longest = Math.max(longest, result.seconds);
    const found = (Object.keys(wrong) as (keyof typeof wrong)[]).filter((name) => wrong[name]);
    for (const name of found) counts[name]++;
    if (found.length === 0) counts.clean++;
    else {
      console.log(`${family}, start ${i}, ${size} ranks:`, found.join(', '), result);
      process.exitCode = 1;
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  console.log(`${family}: ${starts} starts in ${seconds} s, the longest ${longest.toFixed(1)} s: ${told.join(', ')}`);
}
