// internal: whether a monitored number is to fall or to rise
import { closest, show } from '@kindling/core';
import type { MetricName } from '@kindling/metrics';

export type Mode = 'min' | 'max';

/** A built-in metric that is missing here does not compile. */
const modes: Readonly<Record<MetricName | 'loss', Mode>> = {
  loss: 'min',
  meanSquaredError: 'min',
  mean_squared_error: 'min',
  mse: 'min',
  MSE: 'min',
  meanAbsoluteError: 'min',
  mean_absolute_error: 'min',
  mae: 'min',
  MAE: 'min',
  accuracy: 'max',
  acc: 'max',
  binaryAccuracy: 'max',
  binary_accuracy: 'max',
  categoricalAccuracy: 'max',
  categorical_accuracy: 'max',
  sparseCategoricalAccuracy: 'max',
  sparse_categorical_accuracy: 'max',
  topKAccuracy: 'max',
  top_k_accuracy: 'max',
  topKCategoricalAccuracy: 'max',
  top_k_categorical_accuracy: 'max',
  sparseTopKCategoricalAccuracy: 'max',
  sparse_top_k_categorical_accuracy: 'max',
  precision: 'max',
  recall: 'max',
  f1: 'max',
  f1Score: 'max',
  f1_score: 'max',
};

/**
 * The mode given, or that of the built-in metric that the last part of the name is: `validation.digit.accuracy` is to rise.
 *
 * @throws Error for a name of one's own without a mode, with the built-in name that it may have been meant to be.
 */
export const modeOf = (owner: string, monitor: string, given: Mode | undefined): Mode => {
  if (given !== undefined) {
    if (given === 'min' || given === 'max') return given;
    throw new RangeError(`${owner}: mode must be "min" or "max", got ${show(given)}`);
  }
  const { name } = partsOf(monitor);
  if (Object.hasOwn(modes, name)) return modes[name as keyof typeof modes];
  const near = meantBy(monitor);
  throw new Error(
    near === undefined
      ? `${owner}: is "${monitor}" to fall or to rise? Give mode: "min" or mode: "max"`
      : `${owner}: unknown metric "${monitor}"; did you mean "${near}"? One of your own needs mode: "min" or mode: "max"`,
  );
};

const partsOf = (monitor: string): { path: string; name: string } => {
  const end = monitor.lastIndexOf('.') + 1;
  return { path: monitor.slice(0, end), name: monitor.slice(end) };
};

/** The nearest name of a built-in metric; Keras's `val_accuracy` is `validation.accuracy` here. */
const meantBy = (monitor: string): string | undefined => {
  const { path, name } = partsOf(monitor.replace(/^val_/, 'validation.'));
  const near = closest(name, Object.keys(modes));
  return near && `${path}${near}`;
};

/** Whether a value is better than another by more than `minDelta`. NaN is better than nothing, and nothing than NaN. */
export const isBetter = (mode: Mode, value: number, than: number, minDelta = 0): boolean =>
  mode === 'min' ? value < than - minDelta : value > than + minDelta;
