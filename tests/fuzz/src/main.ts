// node --conditions=@kindling/source tests/fuzz/src/main.ts [cases] [kind] [first seed]: cases of each kind, or of one
import '@tensorflow/tfjs-backend-cpu';
import { fuzz, line } from './fuzz.ts';
import { kinds } from './kinds.ts';

const [cases = '100000', only, first = '0'] = process.argv.slice(2);
let wrong = 0;
for (const kind of kinds) {
  if (only !== undefined && kind.name !== only) continue;
  const counts = await fuzz(kind, Number(cases), Number(first));
  console.log(line(kind, counts));
  for (const each of counts.wrong.slice(0, 20)) console.log(`  ${each}`);
  wrong += counts.wrong.length;
}
console.log(`${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
