import { count, finiteNumber, flag, numberFrom, optional, readOptions, text, withDefault } from '@kindling/core';
import type { Direction } from '@kindling/metrics';
import { loggedValue } from '../trainer/history.ts';
import type { Orders, Watching } from './callback.ts';
import { anyNumber, directionOf, isBetter, modeOption } from './direction.ts';

export interface EarlyStoppingOptions<K extends string> {
  /** What to watch: `loss`, a metric's name, or either under `validation.`. Default: 'validation.loss'. */
  monitor?: K | undefined;
  /** Whether the number is to fall ('min') or to rise ('max'). Default: the direction of the loss or the metric. */
  mode?: Direction | undefined;
  /** By more than this, at least 0, a number must be better than the best to count. Default: 0. */
  minDelta?: number | undefined;
  /** How many epochs in a row without improvement end training; 0 and 1 both mean the first. Default: 0. */
  patience?: number | undefined;
  /** An improvement resets the wait only when it is better than this too. Default: none. */
  baseline?: number | undefined;
  /** Earlier epochs, counted from 0, are not looked at. Default: 0. */
  startFromEpoch?: number | undefined;
  /** Whether the weights of the best epoch are brought back after training. Default: false. */
  restoreBestWeights?: boolean | undefined;
}

const table = {
  monitor: withDefault(text, 'validation.loss'),
  mode: optional(modeOption),
  minDelta: withDefault(numberFrom(0), 0),
  patience: withDefault(count, 0),
  baseline: optional(finiteNumber),
  startFromEpoch: withDefault(count, 0),
  restoreBestWeights: withDefault(flag, false),
};

const rememberedTable = { best: optional(anyNumber), waited: count };

/** What it knows of the epochs so far. */
interface Remembered {
  readonly best: number | undefined;
  readonly waited: number;
}

/**
 * Ends training when the monitored number no longer improves.
 *
 * With `restoreBestWeights` the weights of the best epoch are back after training, also when it was not cut short. NaN
 * is never an improvement.
 *
 * @throws Error for an option out of its range or unknown; in `fit`, when neither `mode` nor the metric tells which way
 *   is better.
 * @example
 * ```ts
 * import { earlyStopping } from '@kindling/train';
 *
 * const callbacks = [earlyStopping({ monitor: 'validation.accuracy', patience: 3, restoreBestWeights: true })];
 * ```
 * @see https://keras.io/api/callbacks/early_stopping/
 */
export const earlyStopping = <const K extends string = 'validation.loss'>(
  options: EarlyStoppingOptions<K> = {},
): Watching<K> => {
  const name = 'earlyStopping';
  const read = readOptions<EarlyStoppingOptions<string>, typeof table>(name, table, options);
  const { mode, minDelta, patience, baseline, startFromEpoch, restoreBestWeights } = read;
  const monitor = read.monitor as K;
  let direction: Direction = 'min';

  const improves = (value: number, than: number | undefined): boolean =>
    than === undefined ? !Number.isNaN(value) : isBetter(direction, value, than, minDelta);
  let best: number | undefined;
  let waited = 0;

  return {
    name,
    monitor,
    onTrainBegin: ({ directions }) => {
      direction = directionOf(name, monitor, mode, directions);
      best = undefined;
      waited = 0;
    },
    onEpochEnd: ({ epoch, logs }): Orders | undefined => {
      const value = loggedValue(logs, monitor);
      if (value === undefined || epoch < startFromEpoch) return undefined;
      waited += 1;
      if (improves(value, best)) {
        best = value;
        if (improves(value, baseline)) waited = 0;
        return { keep: restoreBestWeights };
      }
      return { stop: waited >= patience && epoch > 0 };
    },
    state: (): Remembered => ({ best, waited }),
    resume: (state: Remembered) => {
      const read = readOptions(`${name}: state`, rememberedTable, state);
      best = read.best;
      waited = read.waited;
    },
    onTrainEnd: ({ reason }) =>
      restoreBestWeights && best !== undefined && (reason === 'completed' || reason === 'stopped')
        ? { restore: true }
        : undefined,
  };
};
