// What each process of processes.ts runs: steps of the chapter's network; says how long they took, as a line of JSON.
import { batches, network } from '@kindling/app-common';
import type { World } from '@kindling/core';
import { shapes } from '@kindling/data';
import { across, join } from '@kindling/distributed';
import { compile } from '@kindling/train';
import { install } from '@kindling/wasm';

const [rows = '32', order = 'tree', steps = '120'] = process.argv.slice(2);
const warmUp = 30;
const world = await join();
await install({ threads: 1 });

/** Of the step at hand, in milliseconds. */
const spent = { meeting: 0, sum: 0 };
const timed =
  (sum: World['sum']): World['sum'] =>
  (arrays, limit) => {
    const begun = performance.now();
    sum(arrays, limit);
    // Where ranks meet, a slower one is waited for; the sum that follows finds all of them there.
    spent[arrays.length === 1 ? 'meeting' : 'sum'] += performance.now() - begun;
  };
const watched: World = { ...world, sum: timed(world.sum), sumInOrder: timed(world.sumInOrder) };

const { train } = await shapes({ train: 2048, test: 8 });
const net = network({ model: 'mlp', hidden: undefined }, [32, 32, 3], 10);
const trainer = compile(net, {
  optimizer: 'adam',
  loss: 'categoricalCrossentropy',
  seed: 1,
  engine: across(watched, { order: order as 'tree' }),
});
const times: { step: number; meeting: number; sum: number }[] = [];
let since = 0;
await trainer.fit(batches(train, { size: Number(rows), classes: 10, seed: 1 }), {
  stepsPerEpoch: warmUp + Number(steps),
  callbacks: [
    {
      onBatchEnd: () => {
        const now = performance.now();
        times.push({ step: now - since, ...spent });
        Object.assign(spent, { meeting: 0, sum: 0 });
        since = performance.now();
      },
    },
  ],
});
trainer.dispose();
world.leave();
const median = (name: 'step' | 'meeting' | 'sum'): number =>
  times
    .slice(warmUp)
    .map((time) => time[name])
    .toSorted((a, b) => a - b)[(times.length - warmUp) >> 1]!;
if (world.leads) console.log(JSON.stringify({ step: median('step'), meeting: median('meeting'), sum: median('sum') }));
