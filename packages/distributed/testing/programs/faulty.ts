// A run that goes on where it stood, as a user would write it, and what may befall it:
// node faulty.ts FOLDER '{"rank":1,"harm":"kill","place":"sum","after":3}'
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { batch, fromArrays, normalize, oneHot, pipe, prepare, shapes, shard, shuffle } from '@kindling/data';
import { jit } from '@kindling/jit';
import { batchNormalization, dense, dropout, flatten, input, sequential } from '@kindling/models';
import {
  type BackupPlace,
  backup,
  type Callback,
  compile,
  csvLog,
  type Engine,
  eager,
  encodeCheckpoint,
  filePlace,
  latestBackup,
  modelCheckpoint,
} from '@kindling/train';
import { install } from '@kindling/wasm';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { across } from '../../src/across.ts';
import { join } from '../../src/join.ts';
import { type Fault, faultOf } from '../fault.ts';
import { hashOf } from './trained.ts';

const [folder = '.', json] = process.argv.slice(2);
const given = json === undefined ? undefined : (JSON.parse(json) as Fault & { readonly limit?: number });
const world = await join({ shards: 4, limit: given?.limit ?? 20 });
const at = faultOf(world, given);
at('start');
await install({ threads: 1 });

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort(new Error('SIGTERM')));

const { rename } = fs;
fs.rename = async (from, to) => {
  at('rename');
  await rename(from, to);
};
syncBuiltinESMExports();

const hurtWorld = {
  ...world,
  sumInOrder: (...args: Parameters<typeof world.sumInOrder>) => {
    at('sum');
    world.sumInOrder(...args);
  },
};

/** Operation by operation where the harm is in the midst of a step, which a compiled step does not come by. */
const engine: Engine = (program, options) => {
  if (!['gradient', 'update', 'evaluation'].includes(given?.place ?? '')) return jit()(program, options);
  return eager()(
    {
      ...program,
      gradients: (...args) => {
        at('gradient');
        return program.gradients(...args);
      },
      update: (...args) => {
        at('update');
        return program.update(...args);
      },
      evaluate: (...args) => {
        at('evaluation');
        return program.evaluate(...args);
      },
    },
    options,
  );
};

const file = filePlace(`${folder}/run.safetensors`);
const place: BackupPlace = {
  ...file,
  write: (bytes) => {
    const written = file.write(bytes);
    at('write');
    return written;
  },
};

const { train, test } = await shapes({ train: 64, test: 16 });
const ready = prepare(({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => ({
  x: normalize(x),
  y: oneHot(y as Tensor1D, 10),
}));
const own = batch(16 / world.size);
const net = sequential([
  input({ shape: [32, 32, 3] }),
  flatten(),
  dense({ units: 8 }),
  batchNormalization(),
  dropout({ rate: 0.3 }),
  dense({ units: 10, activation: 'softmax' }),
]);
const checkpoint = await latestBackup(file, { world });
const trainer = compile(net, {
  optimizer: 'adam',
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
  engine: across(hurtWorld, { engine }),
  ...(checkpoint === undefined ? { seed: 5 } : { checkpoint }),
});
const watching: Callback = {
  name: 'watching',
  onBatchEnd: async () => {
    at('callback');
    await new Promise(setImmediate); // signals are heard between two steps
  },
};
try {
  await trainer.fit(pipe(fromArrays(train), shuffle({ seed: 1 }), shard(world), own, ready), {
    epochs: 4,
    validation: pipe(fromArrays(test), shard({ ...world, tail: 'keep' }), own, ready),
    callbacks: [
      watching,
      csvLog(`${folder}/history.csv`),
      modelCheckpoint(`${folder}/best.safetensors`, { saveBestOnly: true }),
      backup({ place, every: { steps: 1 } }),
    ],
    signal: stop.signal,
  });
} catch (error) {
  if ((error as Error).name !== 'AbortError' && error !== stop.signal.reason) throw error;
  if (world.leads) await file.write(await encodeCheckpoint(await trainer.checkpoint()));
  world.leave();
  process.exit(143);
}
const weights = await hashOf(trainer.weights);
trainer.dispose();
world.leave();
if (world.leads) console.log(JSON.stringify({ weights, epochs: trainer.history.length }));
