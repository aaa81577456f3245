// Makes the picture of a compiled step in the docs, docs/images/plan.png:
//
//   node --conditions=@kindling/source tests/pages/src/planPicture.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, jit } from '@kindling/jit';
import { dense, input, sequential } from '@kindling/models';
import { compile } from '@kindling/train';
import { planPlot } from '@kindling/viz';
import { toPNG } from '@kindling/viz/node';
import { install } from '@kindling/wasm';
import { zeros } from '@tensorflow/tfjs-core';

const { undo } = await install({ threads: 2 });
const net = sequential([
  input({ shape: [3072] }),
  dense({ units: 200, activation: 'relu' }),
  dense({ units: 150, activation: 'relu' }),
  dense({ units: 10, activation: 'softmax' }),
]);
const trainer = compile(net, {
  ...{ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] },
  engine: jit(),
});
await trainer.fit({ x: zeros([160, 3072]), y: zeros([160, 10]) }, { epochs: 1, batchSize: 32, shuffle: false });
const plan = explain(trainer).find(({ state }) => state === 'compiled')!;
const svg = planPlot(plan, { title: 'A training step' });
writeFileSync(join(import.meta.dirname, '../../../docs/images/plan.png'), await toPNG(svg, { width: 1200 }));
console.log(plan.name);
trainer.dispose();
await undo();
