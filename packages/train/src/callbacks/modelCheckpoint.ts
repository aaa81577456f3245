import { requireBoolean, requireFiles, requireOptions, requirePath } from '@kindling/core';
import { type Epoch, loggedValue } from '../trainer/history.ts';
import type { Watching } from './callback.ts';
import { isBetter, modeOf } from './direction.ts';

export interface ModelCheckpointOptions<K extends string> {
  saveBestOnly?: boolean | undefined;
  monitor?: K | undefined;
  mode?: 'min' | 'max' | undefined;
}

/** Where an epoch's checkpoint goes. */
export type CheckpointPath = (epoch: number, logs: Epoch<never>) => string;

/**
 * Saves model and weights after each epoch, as a `.safetensors` file that `loadModel` reads. A file is replaced whole or
 * not at all, and folders are made as needed.
 *
 * @param path The file that each checkpoint replaces, or a function of epoch (counted from 0) and logs, to keep several.
 * @param options
 *   - `saveBestOnly` (false): save only when the monitored number is better than at any epoch before; NaN is not.
 *   - `monitor` ('validation.loss'): `loss`, a metric's name, or either under `validation.`.
 *   - `mode`: whether the number is to fall ('min') or to rise ('max'); known for the built-in losses and metrics by name.
 * @throws Error in a browser, when the direction of `monitor` is not known, or when it would not be looked at; in training, when
 *   the file cannot be written.
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
  requireOptions(name, options, ['saveBestOnly', 'monitor', 'mode']);
  const files = requireFiles(name);
  if (typeof path !== 'function') requirePath(name, path);
  const { saveBestOnly = false, monitor = 'validation.loss' as K } = options;
  requireBoolean(name, 'saveBestOnly', saveBestOnly);
  if (!saveBestOnly && (options.monitor ?? options.mode) !== undefined) {
    throw new Error(`${name}: monitor and mode are looked at with saveBestOnly: true alone`);
  }
  const mode = saveBestOnly ? modeOf(name, monitor, options.mode) : undefined;
  let best: number | undefined;

  /** Whether this epoch is to be saved; it is then the best so far. */
  const isWanted = (logs: Epoch<never>): boolean => {
    if (mode === undefined) return true;
    const value = loggedValue(logs, monitor) ?? Number.NaN;
    if (Number.isNaN(value) || (best !== undefined && !isBetter(mode, value, best))) return false;
    best = value;
    return true;
  };

  return {
    name,
    monitor: saveBestOnly ? monitor : undefined,
    onTrainBegin: () => {
      best = undefined;
    },
    onEpochEnd: async ({ epoch, logs, encode }) => {
      if (!isWanted(logs)) return;
      const file = typeof path === 'function' ? path(epoch, logs) : path;
      requirePath(name, file);
      await files.replace(file, await encode());
    },
  };
};
