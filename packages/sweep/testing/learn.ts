// What the trials of the tests learn: a network of a few units, the bits of whose weights are told after each epoch.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import type { World } from '@kindling/core';
import { batch, fromArrays, hostArray, pipe, shard, shuffle } from '@kindling/data';
import { dense, dropout, input, sequential } from '@kindling/models';
import { adam, backup, compile, type Engine, latestBackup, learningRateSchedule } from '@kindling/train';
import type { Trial } from '../src/trial.ts';

/** `pace` milliseconds are added to each epoch. */
export const defaults = { learningRate: 0.01, units: 4, epochs: 6, seed: 1, pace: 0 };

const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => Math.sin(seed + i * i));
const data = { x: hostArray(numbers(96, 1), [24, 4]), y: hostArray(numbers(24, 2), [24, 1]) };
const held = { x: hostArray(numbers(32, 3), [8, 4]), y: hostArray(numbers(8, 4), [8, 1]) };

/** Writes down that the program has begun. */
export const begin = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, 'pids.txt'), `${process.pid}\n`);
};

/** Of a run over several processes: which of them this is, and how they go together. */
interface Together {
  readonly world: World;
  readonly engine: Engine;
}

export const learn = async (
  { config, folder, lines, signal }: Trial<typeof defaults>,
  together?: Together,
): Promise<void> => {
  const { world, engine } = together ?? {};
  const { rank = 0, size = 1, shards = 1, leads = true } = world ?? {};
  const path = join(folder, 'backup.safetensors');
  const net = sequential([
    input({ shape: [4] }),
    dense({ units: config.units, activation: 'tanh' }),
    dropout({ rate: 0.2 }),
    dense({ units: 1 }),
  ]);
  const checkpoint = await latestBackup(path, { world });
  const trainer = compile(net, { optimizer: adam(), loss: 'mse', seed: config.seed, checkpoint, engine });
  const part = { rank, size, shards };
  await trainer.fit(pipe(fromArrays(data), shuffle({ seed: 5 }), shard(part), batch(4 / size)) as never, {
    epochs: config.epochs,
    validation: pipe(fromArrays(held), shard({ ...part, tail: 'keep' }), batch(8 / size)) as never,
    signal,
    callbacks: [
      // The rate is ordered anew each epoch, so that a run may go on with another.
      learningRateSchedule(() => config.learningRate),
      {
        onEpochEnd: async ({ epoch, snapshot }) => {
          const hash = createHash('sha256');
          for (const weight of Object.values(snapshot().params))
            hash.update(new Uint8Array((await weight.data()).slice().buffer));
          if (leads) appendFileSync(join(folder, 'hashes.txt'), `${epoch + 1} ${hash.digest('hex')}\n`);
          await new Promise((resolve) => setTimeout(resolve, config.pace));
        },
      },
      backup({ path }),
      lines(),
    ],
  });
};
