import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { batches, network } from '@kindling/app-common';
import { removeOrphans } from '@kindling/core/node';
import type { Labelled } from '@kindling/data';
import * as vocabulary from '@kindling/models';
import { fromJSON, type Model } from '@kindling/models';
import { saveModel } from '@kindling/models/node';
import {
  adam,
  backup,
  type Callback,
  compile,
  csvLog,
  encodeCheckpoint,
  filePlace,
  previousOf,
  progress,
  type Trainer,
  terminateOnNaN,
} from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Output, UsageError } from '../cli/command.ts';
import { cameToItsEnd, exitCodeOf, interruptible } from '../cli/interrupt.ts';
import { dataLine } from '../cli/say.ts';
import { fingerprint } from '../data/fingerprint.ts';
import { openData } from '../data/openData.ts';
import { checkpointOf } from './checkpointOf.ts';
import type { Device } from './device.ts';
import { files, makeFolder, requireNoRecord } from './files.ts';
import { locked } from './lock.ts';
import { drawLoss, drawWeights } from './pictures.ts';
import type { Plan } from './plan.ts';
import { type Row, type RunRecord, writeRecord } from './record.ts';
import { judge, type Results, writeResults } from './results.ts';
import { startBackend } from './startBackend.ts';
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

type Learner = Trainer<Tensor, Tensor, 'accuracy'>;

/** What a record says from the first moment on. */
type Beginning = Omit<RunRecord, 'status' | 'seconds' | 'history' | 'results'>;

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

const compileRun = async ({ settings, old }: Plan, { train, classNames }: Labelled): Promise<Compiled> => {
  const checkpoint = old && (await checkpointOf(old.folder));
  const model =
    checkpoint === undefined
      ? network(settings, train.x.shape.slice(1), classNames.length)
      : fromJSON(checkpoint.model, vocabulary);
  const trainer: Learner = compile(model, {
    optimizer: adam({ learningRate: settings.learningRate }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    ...(checkpoint === undefined ? { seed: settings.seed } : { checkpoint }),
  });
  return { model, trainer };
};

/** At most this much work is lost when the process is killed. */
const secondsBetweenBackups = 5;

/** Keeps a run's folder in step with its training. */
const keeper = (folder: string, base: Beginning, old: RunRecord | undefined, model: Model, trainer: Learner) => {
  const since = performance.now();
  const rows = (): readonly Row[] => trainer.history;
  const place = filePlace(join(folder, files.checkpoint));
  const save = async (status: RunRecord['status'], results?: RunRecord['results']): Promise<void> => {
    const seconds = Math.round((old?.seconds ?? 0) + (performance.now() - since) / 1000);
    await saveModel(join(folder, files.model), model, trainer.weights);
    await writeRecord(folder, { status, ...base, seconds, history: rows(), results });
  };
  const keep = async (): Promise<void> => place.write(await encodeCheckpoint(await trainer.checkpoint()));
  const eachEpoch: Callback = { name: 'save', onEpochEnd: () => save('running') };
  return { rows, save, keep, callbacks: [eachEpoch, backup({ place, every: { seconds: secondsBetweenBackups } })] };
};

/** The folder of an old run is locked already; that of a new one is made, and locked while work is done in it. */
const inFolder = async ({ settings, old, out }: Plan, work: (folder: string) => Promise<Outcome>): Promise<Outcome> => {
  if (old !== undefined) return work(old.folder);
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
): Promise<Outcome> => {
  for (const file of Object.values(files)) await removeOrphans(join(folder, file));
  const { rows, save, keep, callbacks } = keeper(folder, base, old?.record, model, trainer);
  const choice = { size: settings.batch, classes: data.classNames.length };
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
  const undisturbed = await cameToItsEnd(signal, training);
  const isWhole = undisturbed || rows().length >= settings.epochs;
  if (isWhole) await keep();
  else {
    await keepIfAgreed(keep, output);
    await save('interrupted');
  }
  await drawLoss(folder, rows());
  await drawWeights(folder, trainer.weights, data.train.x.shape.slice(1));
  if (!isWhole) {
    return { folder, status: 'interrupted', epochs: rows().length, results: undefined, exitCode: exitCodeOf(signal) };
  }

  const results = await judge(trainer, data.test, data.classNames, settings.batch);
  if (results !== undefined) await writeResults(folder, data.test, results);
  const status = results === undefined ? 'diverged' : 'finished';
  await save(status, results && { loss: results.loss, accuracy: results.accuracy });
  await rm(previousOf(join(folder, files.checkpoint)), { force: true });
  return { folder, status, epochs: rows().length, results };
};

/** Trains a run from its first or its next epoch on, and leaves its folder. */
export const trainRun = async (plan: Plan, output: Output): Promise<Outcome> => {
  const data = await openData(plan.settings, output);
  output.print(dataLine(plan.settings.data, data));
  const device = await startBackend(plan.settings.backend, output);
  try {
    const base = beginning(plan, data, device);
    const compiled = await compileRun(plan, data);
    try {
      output.print(`\n${compiled.model.summary()}\n`);
      const onFirst = (): void => output.print('\nFinishing this step, then saving. Ctrl-C again quits at once.');
      return await interruptible(onFirst, (signal) =>
        inFolder(plan, (folder) => fit(folder, plan, data, base, compiled, output, signal)),
      );
    } finally {
      compiled.trainer.dispose();
    }
  } finally {
    await device.backend.undo();
  }
};
