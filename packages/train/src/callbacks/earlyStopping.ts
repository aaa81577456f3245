import { requireBoolean, requireCount, requireNumber, requireOptions } from '@kindling/core';
import { loggedValue } from '../trainer/history.ts';
import type { Orders, Watching } from './callback.ts';
import { isBetter, type Mode, modeOf } from './direction.ts';

export interface EarlyStoppingOptions<K extends string> {
  monitor?: K | undefined;
  mode?: 'min' | 'max' | undefined;
  minDelta?: number | undefined;
  patience?: number | undefined;
  baseline?: number | undefined;
  startFromEpoch?: number | undefined;
  restoreBestWeights?: boolean | undefined;
}

const optionNames = [
  'monitor',
  'mode',
  'minDelta',
  'patience',
  'baseline',
  'startFromEpoch',
  'restoreBestWeights',
] as const satisfies readonly (keyof EarlyStoppingOptions<string>)[];

/**
 * Ends training when the monitored number no longer improves.
 *
 * With `restoreBestWeights` the weights of the best epoch are back after training, also when it was not cut short. NaN is
 * never an improvement.
 *
 * @param options
 *   - `monitor` ('validation.loss'): `loss`, a metric's name, or either under `validation.`.
 *   - `mode`: whether the number is to fall ('min') or to rise ('max'); known for the built-in losses and metrics by name.
 *   - `minDelta` (0): by more than this a number must be better than the best to count.
 *   - `patience` (0): training ends with the so manieth epoch in a row without improvement; 0 and 1 both mean the first.
 *   - `baseline`: an improvement resets the wait only when it is better than this too.
 *   - `startFromEpoch` (0): earlier epochs, counted from 0, are not looked at.
 *   - `restoreBestWeights` (false).
 * @throws Error for an option out of its range or unknown, and when the direction of `monitor` is not known.
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
  requireOptions(name, options, optionNames);
  const { minDelta = 0, patience = 0, baseline, startFromEpoch = 0, restoreBestWeights = false } = options;
  const monitor = options.monitor ?? ('validation.loss' as K);
  const mode: Mode = modeOf(name, monitor, options.mode);
  requireNumber(name, 'minDelta', minDelta, 0);
  requireCount(name, 'patience', patience);
  requireCount(name, 'startFromEpoch', startFromEpoch);
  requireBoolean(name, 'restoreBestWeights', restoreBestWeights);
  if (baseline !== undefined) requireNumber(name, 'baseline', baseline);

  const improves = (value: number, than: number | undefined): boolean =>
    than === undefined ? !Number.isNaN(value) : isBetter(mode, value, than, minDelta);
  let best: number | undefined;
  let waited = 0;

  return {
    name,
    monitor,
    onTrainBegin: () => {
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
    onTrainEnd: ({ reason }) =>
      restoreBestWeights && best !== undefined && (reason === 'completed' || reason === 'stopped')
        ? { restore: true }
        : undefined,
  };
};
