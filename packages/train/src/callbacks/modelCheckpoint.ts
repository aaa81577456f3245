import {
  flag,
  optional,
  platform,
  readOptions,
  readTensors,
  release,
  requireFiles,
  requirePath,
  tensorsIn,
  text,
  withDefault,
} from '@kindling/core';
import type { Direction } from '@kindling/metrics';
import type { Weights } from '@kindling/models';
import { type Epoch, loggedValue } from '../trainer/history.ts';
import type { Watching } from './callback.ts';
import { anyNumber, directionOf, isBetter, modeOption } from './direction.ts';

export interface ModelCheckpointOptions<K extends string> {
  /** Whether to save only when the monitored number is better than at any epoch before; NaN is not. Default: false. */
  saveBestOnly?: boolean | undefined;
  /** What to watch: `loss`, a metric's name, or either under `validation.`. Default: 'validation.loss'. */
  monitor?: K | undefined;
  /** Whether the number is to fall ('min') or to rise ('max'). Default: the direction of the loss or the metric. */
  mode?: Direction | undefined;
}

const table = { saveBestOnly: withDefault(flag, false), monitor: optional(text), mode: optional(modeOption) };

/** Where an epoch's checkpoint goes. */
export type CheckpointPath = (epoch: number, logs: Epoch<never>) => string;

/**
 * Saves model and weights after each epoch, as a `.safetensors` file that `loadModel` reads. A file is replaced whole
 * or not at all, and folders are made as needed. Weights with NaN are not saved: a warning says so.
 *
 * The best stays the best in a second fit with the same callback, and in a run that goes on from a checkpoint.
 *
 * @param path The file that each checkpoint replaces, or a function of epoch (counted from 0) and logs, to keep
 *   several.
 * @throws Error in a browser, and for `monitor` or `mode` where they would have no effect; in `fit`, when the file
 *   cannot be written, and when neither `mode` nor the metric tells which way is better.
 * @example
 * ```ts
 * import { modelCheckpoint } from '@kindling/train';
 *
 * const best = modelCheckpoint('run/best.safetensors', { saveBestOnly: true, monitor: 'validation.accuracy' });
 * const each = modelCheckpoint((epoch) => `run/epoch-${epoch + 1}.safetensors`);
 * ```
 * @see https://keras.io/api/callbacks/model_checkpoint/
 */
export const modelCheckpoint = <const K extends string = 'validation.loss'>(
  path: string | CheckpointPath,
  options: ModelCheckpointOptions<K> = {},
): Watching<K> => {
  const name = 'modelCheckpoint';
  const read = readOptions<ModelCheckpointOptions<string>, typeof table>(name, table, options);
  const files = requireFiles(
    name,
    'in a page keep a model by saveModel of @kindling/models/browser, or a run by backup({ place: browserPlace("run") })',
  );
  if (typeof path !== 'function') requirePath(name, path);
  const { saveBestOnly, mode } = read;
  const monitor = (read.monitor ?? 'validation.loss') as K;
  if (!saveBestOnly && (read.monitor ?? mode) !== undefined) {
    throw new Error(`${name}: monitor and mode have an effect only with saveBestOnly: true`);
  }
  let direction: Direction = 'min';
  let best: number | undefined;
  let leads = true;

  /** Whether this epoch is to be saved. */
  const isWanted = (logs: Epoch<never>): boolean => {
    if (!saveBestOnly) return true;
    const value = loggedValue(logs, monitor) ?? Number.NaN;
    return !Number.isNaN(value) && (best === undefined || isBetter(direction, value, best));
  };

  return {
    name,
    monitor: saveBestOnly ? monitor : undefined,
    onTrainBegin: async ({ directions, leads: isFirst = true }) => {
      leads = isFirst;
      if (saveBestOnly) direction = directionOf(name, monitor, mode, directions);
      if (leads && typeof path === 'string') await files.requireWritable(path);
    },
    onEpochEnd: async ({ epoch, logs, encode, snapshot }) => {
      if (!isWanted(logs)) return;
      const file = typeof path === 'function' ? path(epoch, logs) : path;
      requirePath(name, file);
      if (await holdNaN(snapshot())) {
        if (leads) platform.warn(`${name}: the weights after epoch ${epoch + 1} hold NaN; ${file} is left as it was`);
        return;
      }
      best = loggedValue(logs, monitor);
      if (leads) await files.replace(file, await encode());
    },
    state: () => ({ best }),
    resume: (state: { readonly best: number | undefined }) => {
      best = readOptions(`${name}: state`, { best: optional(anyNumber) }, state).best;
    },
  };
};

/** Whether a weight is NaN; the weights are freed. */
const holdNaN = async (weights: Weights): Promise<boolean> => {
  try {
    return (await readTensors(tensorsIn(weights))).some((numbers) => numbers.some(Number.isNaN));
  } finally {
    release(weights);
  }
};
