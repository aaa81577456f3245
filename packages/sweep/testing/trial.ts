// A trial that takes a second: a network of a few units, the bits of whose weights are told after each epoch.
//   node --conditions=@kindling/source trial.ts [--config '{...}'] [--folder DIR]
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { batch, fromArrays, hostArray, pipe, shuffle } from '@kindling/data';
import { dense, dropout, input, sequential } from '@kindling/models';
import { adam, backup, compile, latestBackup, learningRateSchedule } from '@kindling/train';
import { trial } from '../src/trial.ts';

/** `pace` milliseconds are added to each epoch; `end`, if above 0, is the code with which the program ends at once. */
const { config, folder, lines, signal } = trial({ learningRate: 0.01, units: 4, epochs: 6, seed: 1, pace: 0, end: 0 });
mkdirSync(folder, { recursive: true });
appendFileSync(join(folder, 'pids.txt'), `${process.pid}\n`);
if (config.end > 0) {
  console.error(`told to end with ${config.end}`);
  process.exit(config.end);
}

const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => Math.sin(seed + i * i));
const data = { x: hostArray(numbers(96, 1), [24, 4]), y: hostArray(numbers(24, 2), [24, 1]) };
const held = { x: hostArray(numbers(32, 3), [8, 4]), y: hostArray(numbers(8, 4), [8, 1]) };
const path = join(folder, 'backup.safetensors');
const net = sequential([
  input({ shape: [4] }),
  dense({ units: config.units, activation: 'tanh' }),
  dropout({ rate: 0.2 }),
  dense({ units: 1 }),
]);
const checkpoint = await latestBackup(path);
const trainer = compile(net, { optimizer: adam(), loss: 'mse', seed: config.seed, checkpoint });
await trainer.fit(pipe(fromArrays(data), shuffle({ seed: 5 }), batch(4)) as never, {
  epochs: config.epochs,
  validation: held,
  signal,
  callbacks: [
    // The rate is ordered anew each epoch, so that a run may go on with another.
    learningRateSchedule(() => config.learningRate),
    {
      onEpochEnd: async ({ epoch, snapshot }) => {
        const hash = createHash('sha256');
        for (const weight of Object.values(snapshot().params))
          hash.update(new Uint8Array((await weight.data()).slice().buffer));
        appendFileSync(join(folder, 'hashes.txt'), `${epoch + 1} ${hash.digest('hex')}\n`);
        await new Promise((resolve) => setTimeout(resolve, config.pace));
      },
    },
    backup({ path }),
    lines(),
  ],
});
