import { optional, optionOf, readOptions, show, unknownName, withDefault } from '@kindling/core/options';
import { card, margin, top } from '../svg/card.ts';
import { curveKey, curvePanel, type Series } from '../svg/curvePanel.ts';
import type { Markup } from '../svg/markup.ts';
import { anyText } from '../svg/options.ts';

/** What a plot reads of an epoch: its loss, any other numbers, and the same again under `validation`. */
export interface EpochLogs {
  /** Of the training data. */
  readonly loss: number;
  /** The same of the validation data. */
  readonly validation?: { readonly loss: number } | undefined;
}

export interface LossCurveOptions {
  /** The names drawn beside the loss, a panel each. Default: every number that the history holds. */
  metrics?: readonly string[] | undefined;
  /** What stands above it. Default: 'Training'. */
  title?: string | undefined;
}

const table = {
  metrics: optional(
    optionOf<readonly string[]>((owner, name, value) => {
      if (!Array.isArray(value)) throw new TypeError(`${owner}: ${name} must be a list of names, got ${show(value)}`);
    }),
  ),
  title: withDefault(anyText, 'Training'),
};

const sizes = { one: { width: 560, height: 260 }, several: { width: 400, height: 220 } };
const gap = 40;
const firstRow = top + 12;

const read = (logs: object | undefined, name: string): unknown =>
  logs !== undefined && Object.hasOwn(logs, name) ? Reflect.get(logs, name) : undefined;

const series = (logs: readonly (object | undefined)[], name: string): Series =>
  logs.flatMap((row, epoch) => {
    const value = read(row, name);
    return typeof value === 'number' ? [{ epoch: epoch + 1, value }] : [];
  });

const namesIn = (history: readonly EpochLogs[]): readonly string[] => {
  const names = new Set<string>();
  for (const epoch of history) {
    for (const logs of [epoch, epoch.validation ?? {}]) {
      for (const [name, value] of Object.entries(logs)) if (typeof value === 'number') names.add(name);
    }
  }
  names.delete('loss');
  names.delete('epoch');
  return [...names];
};

const check = (history: readonly EpochLogs[]): void => {
  if (!Array.isArray(history) || history.length === 0) {
    throw new RangeError(
      `lossCurve: history must be an array of at least one epoch, got ${show(history)}; fit returns one`,
    );
  }
  Array.from(history).forEach((epoch, i) => {
    const loss = read(Object(epoch), 'loss');
    if (typeof loss !== 'number')
      throw new TypeError(`lossCurve: history[${i}].loss must be a number, got ${show(loss)}`);
    const { validation } = epoch;
    if (validation !== undefined && (typeof validation !== 'object' || validation === null))
      throw new TypeError(`lossCurve: history[${i}].validation must be a record of numbers, got ${show(validation)}`);
  });
};

/**
 * Loss by epoch, training and validation, with a panel for every other metric. An epoch whose value is `NaN` or
 * infinite leaves a gap; epochs without validation are passed over.
 *
 * @param history What `fit` returns: `{ loss, accuracy, validation: { loss, accuracy } }` an epoch, at least one.
 * @returns An SVG document that follows the page's light or dark scheme.
 * @throws When the history is empty, an epoch has no loss, or a metric's name is unknown.
 * @example
 * ```ts
 * import { lossCurve } from '@kindling/viz';
 *
 * const svg = lossCurve([
 *   { loss: 1.9, accuracy: 0.31, validation: { loss: 1.7, accuracy: 0.38 } },
 *   { loss: 1.6, accuracy: 0.43, validation: { loss: 1.6, accuracy: 0.43 } },
 * ]);
 * ```
 */
export const lossCurve = <E extends EpochLogs>(history: readonly E[], options: LossCurveOptions = {}): string => {
  check(history);
  const known = namesIn(history);
  const { metrics = known, title } = readOptions('lossCurve', table, options);
  for (const name of metrics) if (!known.includes(name)) throw unknownName('lossCurve', 'metric', name, known);

  const names = ['loss', ...metrics];
  const columns = Math.min(names.length, 2);
  const size = names.length === 1 ? sizes.one : sizes.several;
  const validation = history.map((epoch) => epoch.validation);
  const panels = names.map(
    (name, i): Markup =>
      curvePanel({
        ...size,
        x: margin + (i % columns) * (size.width + gap),
        y: firstRow + Math.floor(i / columns) * (size.height + gap),
        name,
        epochs: history.length,
        training: series(history, name),
        validation: series(validation, name),
      }),
  );
  const rows = Math.ceil(names.length / columns);
  const width = 2 * margin + columns * size.width + (columns - 1) * gap;
  const key = curveKey(
    width - margin,
    36,
    validation.some((logs) => logs !== undefined),
  );
  return card(
    {
      width,
      height: firstRow + rows * size.height + (rows - 1) * gap + margin,
      title,
      description: `${title}: ${names.join(', ')} by epoch, ${history.length} epochs`,
    },
    [...key, ...panels],
  );
};
