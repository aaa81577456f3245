import { functionOption, optional, optionOf, readOptions, show, withDefault } from '@kindling/core';
import type { Callback, Epoch } from '@kindling/train';

export interface LinesOptions {
  /** What the start line tells besides: plain data, as JSON holds it. Default: {}. */
  readonly about?: Readonly<Record<string, unknown>> | undefined;
  /** Where each line goes, with its line break. Default: this process's standard output. */
  readonly write?: ((line: string) => void | Promise<void>) | undefined;
}

type Write = NonNullable<LinesOptions['write']>;

const about = optionOf<Readonly<Record<string, unknown>>>((owner, name, value) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new TypeError(`${owner}: ${name} must be an object, got ${show(value)}`);
});

const table = { about: withDefault(about, {}), write: optional(functionOption<Write>()) };

/** Waits until the line is with the reader: a reader that is slow slows training, and loses nothing. */
const toStandardOutput: Write = (line) =>
  new Promise((resolve, reject) => {
    process.stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });

/** A line's members: JSON has no NaN and no infinities, so they go as the strings "NaN", "Infinity", "-Infinity". */
type Row = Readonly<Record<string, number | string>>;

const plain = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

const rowOf = (epoch: number, { validation, ...logs }: Epoch<never>): Row => {
  const held = Object.entries(validation ?? {}).map(([name, value]) => [`validation.${name}`, value] as const);
  const columns = [...Object.entries(logs), ...held].map(([name, value]) => [name, plain(value)] as const);
  const head = { event: 'epoch', epoch };
  return { ...head, ...Object.fromEntries(columns), ...head }; // first, and whatever a metric is called
};

interface Remembered {
  readonly row?: Row | undefined;
}

/**
 * Tells a run as lines of JSON on the standard output, for whoever started the program: one at the start, one an epoch,
 * one at the end.
 *
 * ```json
 * {"event":"start","epoch":0,"epochs":9}
 * {"event":"epoch","epoch":1,"loss":2.1,"validation.loss":2.2}
 * {"event":"end","epoch":9,"reason":"completed"}
 * ```
 *
 * `epoch` counts the epochs that are done. Logs have the names that `monitor` takes: `validation.loss`. NaN and
 * infinities, which JSON has not, go as strings: `"NaN"`, `"Infinity"`, `"-Infinity"`.
 *
 * It stands behind `backup` in the list of callbacks. Then an epoch is told when it is saved; and a run that goes on
 * from there tells the last epoch that was saved once more, so that none is missed that the old process saved and did
 * not tell. Of several ranks of one run, the one that leads writes.
 *
 * @throws Error for an unknown option; TypeError for one of the wrong type.
 * @example
 * ```ts
 * import { backup } from '@kindling/train';
 *
 * const callbacks = [backup({ path: 'run/backup.safetensors' }), lines()];
 * ```
 */
export const lines = (options: LinesOptions = {}): Callback => {
  const name = 'lines';
  const { about, write = toStandardOutput } = readOptions<LinesOptions, typeof table>(name, table, options);
  let leads = true;
  let done = 0;
  let row: Row | undefined;
  let isTold = true;

  const tell = async (line: Readonly<Record<string, unknown>>): Promise<void> => {
    if (leads) await write(`${JSON.stringify(line)}\n`);
  };

  return {
    name,
    onTrainBegin: async (event) => {
      leads = event.leads;
      done = event.initialEpoch;
      row = undefined;
      isTold = true;
      const head = { event: 'start', epoch: done, epochs: event.epochs };
      await tell({ ...head, ...about, ...head });
    },
    onEpochEnd: ({ epoch, logs }) => {
      done = epoch + 1;
      row = rowOf(done, logs);
      isTold = false;
    },
    // By now a backup that stands before it has saved the epoch.
    onSafePoint: async () => {
      if (isTold || row === undefined) return;
      isTold = true;
      await tell(row);
    },
    onTrainEnd: ({ reason }) => tell({ event: 'end', epoch: done, reason }),
    state: (): Remembered => (row === undefined ? {} : { row }),
    resume: async (state: Remembered) => {
      row = state.row;
      if (row !== undefined) await tell(row);
    },
  };
};
