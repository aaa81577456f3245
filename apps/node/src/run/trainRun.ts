import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { batches, network } from '@kindling/app-common';
import type { World } from '@kindling/core';
import { removeOrphans } from '@kindling/core/node';
import type { Labelled } from '@kindling/data';
import { across } from '@kindling/distributed';
import * as vocabulary from '@kindling/models';
import { fromJSON, type Model } from '@kindling/models';
import { adam, compile, csvLog, previousOf, progress, terminateOnNaN } from '@kindling/train';
import { type Output, UsageError } from '../cli/command.ts';
import { cameToItsEnd, exitCodeOf, interruptible } from '../cli/interrupt.ts';
import { dataLine } from '../cli/say.ts';
import { fingerprint } from '../data/fingerprint.ts';
import { openData } from '../data/openData.ts';
import { checkpointOf } from './checkpointOf.ts';
import type { Device } from './device.ts';
import { files, makeFolder, requireNoRecord } from './files.ts';
import { type Beginning, keeper, type Learner } from './keeper.ts';
import { locked } from './lock.ts';
import { drawLoss, drawWeights } from './pictures.ts';
import type { Plan } from './plan.ts';
import type { RunRecord } from './record.ts';
import { judge, type Results, writeResults } from './results.ts';
import { requirePictures, sharing } from './shards.ts';
import { startBackend } from './startBackend.ts';
import { fromLeader, leaderFirst } from './together.ts';
import { versions } from './versions.ts';

export interface Outcome {
  readonly folder: string;
  readonly status: Exclude<RunRecord['status'], 'running'>;
  /** Whole epochs, over all sittings. */
  readonly epochs: number;
  /** Of a run that has finished. */
  readonly results: Results | undefined;
  /** Of one that a signal has interrupted. */
  readonly exitCode?: number | undefined;
}

const beginning = (
  { settings, old }: Plan,
  { train, test, classNames }: Labelled,
  { backend, name }: Device,
): Beginning => {
  const data = { train: fingerprint(train), test: fingerprint(test) };
  for (const part of ['train', 'test'] as const) {
    if (old !== undefined && old.record.data[part].sha256 !== data[part].sha256) {
      throw new UsageError(`train: the ${part} pictures are not those of ${old.folder}; train anew without --resume`);
    }
  }
  return {
    settings: { ...settings, backend: name },
    classNames,
    data,
    backend: { name: backend.name, device: backend.device },
    versions: { ...versions(), ...backend.versions },
    started: old?.record.started ?? new Date().toISOString(),
    sittings: (old?.record.sittings ?? 0) + 1,
  };
};

interface Compiled {
  readonly model: Model;
  readonly trainer: Learner;
}

const compileRun = async (
  { settings, old }: Plan,
  { train, classNames }: Labelled,
  world: World,
): Promise<Compiled> => {
  const checkpoint = old && (await checkpointOf(old.folder, world));
  const model =
    checkpoint === undefined
      ? network(settings, train.x.shape.slice(1), classNames.length)
      : fromJSON(checkpoint.model, vocabulary);
  const trainer: Learner = compile(model, {
    optimizer: adam({ learningRate: settings.learningRate }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    engine: across(world),
    ...(checkpoint === undefined ? { seed: settings.seed } : { checkpoint }),
  });
  return { model, trainer };
};

/**
 * The folder of an old run is locked already; that of a new one is made, and locked while work is done in it. Rank 0
 * does that; the others get its name, and leave it alone.
 */
const inFolder = async (
  { settings, old, out }: Plan,
  world: World,
  begin: (folder: string) => Promise<Outcome>,
): Promise<Outcome> => {
  const work = async (own: string): Promise<Outcome> => begin(await fromLeader(world, async () => own));
  if (old !== undefined || !world.leads) return work(old?.folder ?? '');
  const folder = await makeFolder(out, settings.data === 'shapes' ? 'shapes' : 'cifar10');
  return locked(folder, async () => {
    await requireNoRecord(folder);
    return work(folder);
  });
};

/** An interrupted run goes on from its last backup where a callback was cut off, and its state is no more to be had. */
const keepIfAgreed = async (keep: () => Promise<void>, output: Output): Promise<void> => {
  try {
    await keep();
  } catch (error) {
    output.print(`The last backup stays: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Trains, and leaves the folder as it should be however training ended. */
const fit = async (
  folder: string,
  { settings, old }: Plan,
  data: Labelled,
  base: Beginning,
  { model, trainer }: Compiled,
  output: Output,
  signal: AbortSignal,
  world: World,
): Promise<Outcome> => {
  const { leads } = world;
  if (leads) for (const file of Object.values(files)) await removeOrphans(join(folder, file));
  const { rows, save, keep, callbacks } = keeper(folder, base, old?.record, model, trainer, leads);
  const shared = world.shards > 1 ? world : undefined;
  const choice = { size: settings.batch, classes: data.classNames.length, world: shared };
  await save('running');
  await keep();
  const training = trainer.fit(batches(data.train, { ...choice, seed: settings.seed }), {
    epochs: settings.epochs,
    validation: batches(data.test, choice),
    callbacks: [
      progress({ terminal: output.terminal }),
      csvLog(join(folder, files.history)),
      terminateOnNaN(),
      ...callbacks,
    ],
    signal,
  });
  const undisturbed = await cameToItsEnd(signal, training, world.size > 1);
  const isWhole = undisturbed || rows().length >= settings.epochs;
  if (isWhole) await keep();
  else {
    await keepIfAgreed(keep, output);
    await save('interrupted');
  }
  if (leads) {
    await drawLoss(folder, rows());
    await drawWeights(folder, trainer.weights, data.train.x.shape.slice(1));
  }
  if (!isWhole) {
    // Of several, one may have been told: all end as by SIGTERM, which a scheduler knows.
    const exitCode = world.size > 1 ? 143 : exitCodeOf(signal);
    return { folder, status: 'interrupted', epochs: rows().length, results: undefined, exitCode };
  }

  const results = await judge(trainer, data.test, data.classNames, settings.batch, shared);
  if (results !== undefined) await writeResults(folder, data.test, results);
  const status = results === undefined ? 'diverged' : 'finished';
  await save(status, results && { loss: results.loss, accuracy: results.accuracy });
  if (leads) await rm(previousOf(join(folder, files.checkpoint)), { force: true });
  return { folder, status, epochs: rows().length, results };
};

/** Trains a run from its first or its next epoch on, and leaves its folder: with the other processes of a world. */
export const trainRun = async (plan: Plan, output: Output, joined: World): Promise<Outcome> => {
  const world = sharing(joined, plan.settings);
  const open = (): Promise<Labelled> => openData(plan.settings, output);
  const data = await (plan.settings.data === 'shapes' ? open() : leaderFirst(world, open));
  requirePictures(plan.settings, data);
  output.print(dataLine(plan.settings.data, data));
  const device = await startBackend(plan.settings.backend, output);
  try {
    const base = beginning(plan, data, device);
    const compiled = await compileRun(plan, data, world);
    try {
      output.print(`\n${compiled.model.summary()}\n`);
      const onFirst = (): void => output.print('\nFinishing this step, then saving. Ctrl-C again quits at once.');
      return await interruptible(onFirst, (signal) =>
        inFolder(plan, world, (folder) => fit(folder, plan, data, base, compiled, output, signal, world)),
      );
    } finally {
      compiled.trainer.dispose();
    }
  } finally {
    await device.backend.undo();
  }
};
