import { join } from 'node:path';
import type { Model } from '@kindling/models';
import { saveModel } from '@kindling/models/node';
import { backup, type Callback, encodeCheckpoint, filePlace, type Trainer } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import { files } from './files.ts';
import { type Row, type RunRecord, writeRecord } from './record.ts';

export type Learner = Trainer<Tensor, Tensor, 'accuracy'>;

/** What a record says from the first moment on. */
export type Beginning = Omit<RunRecord, 'status' | 'seconds' | 'history' | 'results'>;

/** At most this much work is lost when the process is killed. */
const secondsBetweenBackups = 5;

/** Keeps a run's folder in step with its training; of several processes, that of rank 0 does. */
export const keeper = (
  folder: string,
  base: Beginning,
  old: RunRecord | undefined,
  model: Model,
  trainer: Learner,
  leads: boolean,
) => {
  const since = performance.now();
  const rows = (): readonly Row[] => trainer.history;
  const place = filePlace(join(folder, files.checkpoint));
  const save = async (status: RunRecord['status'], results?: RunRecord['results']): Promise<void> => {
    if (!leads) return;
    const seconds = Math.round((old?.seconds ?? 0) + (performance.now() - since) / 1000);
    await saveModel(join(folder, files.model), model, trainer.weights);
    await writeRecord(folder, { status, ...base, seconds, history: rows(), results });
  };
  const keep = async (): Promise<void> => {
    if (leads) await place.write(await encodeCheckpoint(await trainer.checkpoint()));
  };
  const eachEpoch: Callback = { name: 'save', onEpochEnd: () => save('running') };
  return { rows, save, keep, callbacks: [eachEpoch, backup({ place, every: { seconds: secondsBetweenBackups } })] };
};
