// npm run tool -- node --conditions=@kindling/source bench/backup.ts [rounds]
// What a backup costs a run that makes one every five seconds, and how soon a resumed epoch is at work.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batches, network } from '@kindling/app-common';
import { shapes } from '@kindling/data';
import { adam, backup, type Callback, type Checkpoint, compile } from '@kindling/train';
import { install } from '@kindling/wasm';
import { machine } from './results.ts';

const rounds = Number(process.argv[2] ?? 9);
const secondsBetween = 5;
const warmUp = 8;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const { train } = await shapes({ train: 1024, test: 8 });
const data = batches(train, { size: 32, classes: 10, seed: 1 });
const folder = mkdtempSync(join(tmpdir(), 'kindling-backup-'));
const path = join(folder, 'backup.safetensors');

await install();
console.log(machine());
for (const name of ['mlp', 'cnn'] as const) {
  const net = network({ model: name, hidden: undefined }, [32, 32, 3], 10);
  const options = { optimizer: adam(), loss: 'categoricalCrossentropy', metrics: ['accuracy'] } as const;

  // With a count of steps, training waits for the disk too: by the clock it goes on meanwhile, so that this is the most
  // that a backup can cost. The engine compiles what a backup runs in the first few, which are told of apart.
  const all: number[] = [];
  let since = 0;
  const before: Callback = {
    onSafePoint: () => {
      since = performance.now();
    },
  };
  const after: Callback = {
    onSafePoint: () => {
      all.push(performance.now() - since);
    },
  };
  const trainer = compile(net, { ...options, seed: 1 });
  await trainer.fit(data, { epochs: 1 });
  const saving = backup({ path, every: { steps: 10 } });
  await trainer.fit(data, { stepsPerEpoch: 10 * (warmUp + rounds), callbacks: [before, saving, after] });
  trainer.dispose();
  const waits = all.filter((_, step) => step % 10 === 9);
  const [first, costs] = [waits.slice(0, warmUp), waits.slice(warmUp)];

  const inside = compile(net, { ...options, seed: 1 });
  const checkpoints: Checkpoint[] = [];
  const keep: Callback = {
    onSafePoint: async ({ batch, checkpoint }) => {
      if (batch === 2) checkpoints.push(await checkpoint());
    },
  };
  await inside.fit(data, { stepsPerEpoch: 4, callbacks: [keep] });
  inside.dispose();
  const [checkpoint] = checkpoints;

  /** From `fit` to the end of the first batch. */
  const firstBatch = async (start: object): Promise<number> => {
    const one = compile(net, { ...options, ...start });
    const begun = performance.now();
    let took = 0;
    const watch: Callback = {
      onBatchEnd: () => {
        took = performance.now() - begun;
        return 'stop';
      },
    };
    await one.fit(data, { stepsPerEpoch: 4, callbacks: [watch] });
    one.dispose();
    return took;
  };
  const starts = { unbroken: [] as number[], resumed: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    starts.unbroken.push(await firstBatch({ seed: 1 }));
    starts.resumed.push(await firstBatch({ checkpoint }));
  }
  const cost = median(costs);
  const size = (statSync(path).size / 1e6).toFixed(1);
  console.log(
    `${name}: a backup of ${size} MB holds training up for ${cost.toFixed(1)} ms at most (median of ${costs.length}; the first ${warmUp}: ${median(first).toFixed(1)} ms), ${((cost / secondsBetween) * 0.1).toFixed(2)} % of a run that makes one every ${secondsBetween} s; the first batch is done ${median(starts.unbroken).toFixed(0)} ms after fit, in a resumed epoch ${median(starts.resumed).toFixed(0)} ms`,
  );
}
rmSync(folder, { recursive: true });
