// A run that goes on from its backup, and may be killed:
//   program.ts <folder> <backend> <threads> <setting> [point] [count]
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import type { Engine } from '@kindling/core';
import { arm, type Point, pass } from './lethal.ts';

const [folder = '', backend = 'cpu', threads = '1', setting = 'short', point, count = '1'] = argv.slice(2);
arm(point === undefined ? undefined : { point: point as Point, count: Number(count) });

// What reads from the file system is imported behind this line.
const { batch, fromArrays, hostArray, pipe, shuffle } = await import('@kindling/data');
const models = await import('@kindling/models');
const { adam, backup, compile, csvLog, eager, earlyStopping, latestBackup, learningRateSchedule, modelCheckpoint } =
  await import('@kindling/train');
const { exponentialDecay } = await import('@kindling/train');

/** `long` has epochs in which sums are folded; in `short` epochs begin and end inside passes. */
const { stepsPerEpoch, epochs, every, size } =
  setting === 'long'
    ? { stepsPerEpoch: 260, epochs: 2, every: 60, size: 1 }
    : { stepsPerEpoch: 5, epochs: 7, every: 2, size: 4 };

if (backend === 'wasm') await (await import('@kindling/wasm')).install({ threads: Number(threads) });
else await import('@tensorflow/tfjs-backend-cpu');

const samples = 30;
const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => Math.sin(seed + i * i));
const pictures = {
  x: hostArray(numbers(samples * 32, 1), [samples, 4, 4, 2]),
  y: hostArray(numbers(samples, 2), [samples, 1]),
};
const data = pipe(fromArrays(pictures), shuffle({ seed: 5 }), batch(size));
const held = { x: hostArray(numbers(6 * 32, 3), [6, 4, 4, 2]), y: hostArray(numbers(6, 4), [6, 1]) };

const { batchNormalization, conv2d, dense, dropout, flatten, input, relu, sequential } = models;
const net = sequential([
  input({ shape: [4, 4, 2] }),
  conv2d({ filters: 3, kernelSize: 3, padding: 'same' }),
  batchNormalization(),
  relu(),
  flatten(),
  dropout({ rate: 0.4 }),
  dense({ units: 1 }),
]);

const path = join(folder, 'backup.safetensors');
const checkpoint = await latestBackup(path);
writeSync(1, `from ${checkpoint?.step ?? 0}\n`);

const engine: Engine = (program, options) => {
  const lethal: typeof program = {
    ...program,
    gradients: (trees, batch, context) => {
      pass('step');
      return program.gradients(trees, batch, context);
    },
    update: (moved, gradients, context) => {
      pass('update');
      const next = program.update(moved, gradients, context);
      pass('update');
      return next;
    },
    evaluate: (trees, batch) => {
      pass('validation');
      return program.evaluate(trees, batch);
    },
  };
  const session = eager()(lethal, options);
  const { fold } = session;
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(session),
      fold: {
        value: async (phase: 'training' | 'evaluation') => {
          const folding = fold(phase);
          pass('fold');
          await folding;
          pass('fold');
        },
      },
    },
  ) as typeof session;
};

const trainer = compile(net, {
  optimizer: adam({ learningRate: exponentialDecay({ initialLearningRate: 0.02, decaySteps: 10, decayRate: 0.9 }) }),
  loss: 'mse',
  metrics: ['mae'],
  engine,
  ...(checkpoint === undefined ? { seed: 11 } : { checkpoint }),
});
await trainer.fit(data as never, {
  epochs,
  stepsPerEpoch,
  validation: held,
  callbacks: [
    learningRateSchedule((epoch, rate) => (epoch > 2 ? rate * 0.7 : rate)),
    csvLog(join(folder, 'history.csv')),
    modelCheckpoint(join(folder, 'best.safetensors'), { saveBestOnly: true }),
    { name: 'watch', onBatchEnd: () => pass('callback'), onEpochEnd: () => pass('callback') },
    backup({ path, every: { steps: every } }),
    { onSafePoint: ({ step }) => void writeSync(1, `step ${step}\n`) },
    earlyStopping({ patience: 4, restoreBestWeights: true }),
  ],
});
const hash = createHash('sha256');
for (const weight of [...Object.values(trainer.weights.params), ...Object.values(trainer.weights.state)])
  hash.update(new Uint8Array((await weight.data()).buffer.slice(0)));
writeSync(1, `weights ${hash.digest('hex')} after ${trainer.history.length} epochs\n`);
process.exit(0);
