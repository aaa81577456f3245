// node --conditions=@kindling/source packages/sweep/testing/proof.ts: twelve trials of which a program, an actor, the
// driver and the raylet are killed. Prints what happened, and ends with 1 if a trial has other bits than alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allGone, bitsAlone, bitsIn, epochsRun, killPart, startsIn, sweepIn } from './sweeps.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindling-sweep-'));
const began = performance.now();
const say = (text: string) => console.log(`${((performance.now() - began) / 1000).toFixed(0)} s: ${text}`);
const sweep = sweepIn(folder, {
  space: {
    learningRate: { loguniform: [1e-4, 1e-1] },
    units: { choice: [2, 4, 8] },
    epochs: 9,
    pace: 100,
  },
  metric: 'validation.loss',
  mode: 'min',
  trials: 12,
  scheduler: { asha: { epochs: 9, grace: 3, reduction: 3 } },
  seed: 3,
});

const first = sweep.start();
await epochsRun(folder, 2, first);
say(`program ${await killPart(folder, 'program')} killed`);
await epochsRun(folder, 8, first);
say(`actor ${await killPart(folder, 'actor')} killed`);
const ran = await epochsRun(folder, 20, first);
say(`driver ${await killPart(folder, 'driver')} killed`);
say(`the command ended with ${(await first.ended).code}`);
let left = await allGone(folder, 60);
say(`left over: ${left || 'nothing'}`);

const second = sweep.start('--restore');
await epochsRun(folder, ran + 12, second); // so that Ray has started: some were run before the driver's end
say(`raylet ${await killPart(folder, 'raylet')} killed`);
say(`the command ended with ${(await second.ended).code}`);
left += await allGone(folder, 60);
say(`left over: ${left || 'nothing'}`);

const third = await sweep.start('--restore').ended;
say(`the command ended with ${third.code}`);
left += await allGone(folder, 60);
say(`left over: ${left || 'nothing'}`);

let unlike = 0;
for (const { trial, config, epochs, error } of sweep.results()) {
  const kept = join(folder, 'kept/trials', trial);
  const bits = bitsIn(kept);
  const alone = await bitsAlone(join(folder, 'alone', trial), { ...config, pace: 0 });
  const same = bits.length >= epochs && bits.every((hash, epoch) => hash === alone[epoch]);
  unlike += same && error === null ? 0 : 1;
  say(
    `${trial}: ${epochs} epochs in ${startsIn(kept)} starts, ${same ? 'the bits of' : 'OTHER BITS THAN'} the run alone`,
  );
}
say(`${unlike} trials with other bits or an error`);
if (unlike > 0 || left !== '' || third.code !== 0) {
  console.log(third.output);
  process.exitCode = 1;
} else rmSync(folder, { recursive: true });
