import {
  functionOption,
  type Option,
  optional,
  optionOf,
  platform,
  readOptions,
  show,
  type Terminal,
} from '@kindling/core';
import type { Epoch } from '../trainer/history.ts';
import type { BatchEvent, Callback, EpochBeginEvent } from './callback.ts';
import { progressLine } from './progressLine.ts';

export type { Terminal };

export interface ProgressOptions {
  /** Where to write. Default: the process's standard output; in a browser, the console. */
  terminal?: Terminal | undefined;
  /** A clock, in milliseconds. Default: `performance.now`. */
  now?: (() => number) | undefined;
}

const terminalOption: Option<Terminal> = optionOf((owner, name, value) => {
  if (typeof (Object(value) as Partial<Terminal>).write === 'function') return;
  throw new TypeError(`${owner}: ${name} must be { columns, write }, got ${show(value)}`);
});

const table = { terminal: optional(terminalOption), now: optional(functionOption<() => number>()) };

const millisecondsBetweenDraws = 100;
const millisecondsBetweenLines = 10_000;
/** Control Sequence Introducer K: what an earlier, longer line left. */
const eraseToEnd = '\u001b[K';

/**
 * Shows how training goes. On a terminal one line an epoch is redrawn, at most ten times a second; where its numbers
 * are too many, they go on in further lines when it has ended. Elsewhere (a pipe, a browser's console) each epoch is
 * one plain line, and a long one a line every ten seconds besides.
 *
 *     Epoch 1/10  1563/1563 ━━━━━━━━━━━━━━━━━━━━ 3s 2ms/step - loss: 1.8377 - accuracy: 0.3369
 *
 * While an epoch runs, the time is what is left of it. Where the dataset does not know its size, it is the time that
 * passed, with a count of steps. The time a step takes leaves out the first, in which backends warm up.
 *
 * @example
 * ```ts
 * import { progress } from '@kindling/train';
 *
 * const callbacks = [progress()];
 * ```
 */
export const progress = (options: ProgressOptions = {}): Callback => {
  const { terminal = platform.terminal, now = () => performance.now() } = readOptions('progress', table, options);
  let begun = 0;
  let firstStep = 0;
  let lastStep = 0;
  let batchesDone = 0;
  let stepsTimed = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  /** When the last whole line was written. */
  let written = 0;
  let lineIsOpen = false;
  let leads = true;

  const beginEpoch = (): void => {
    batchesDone = 0;
    stepsTimed = 0;
    begun = now();
  };

  const line = (event: EpochBeginEvent, logs: Epoch<never> | undefined, ended: boolean): string => {
    const elapsed = now() - begun;
    const perStep = stepsTimed < 2 ? undefined : (lastStep - firstStep) / (stepsTimed - 1);
    const { columns } = terminal;
    // The last column stays free: some terminals would go on to the next line.
    return progressLine({ ...event, batchesDone, elapsed, perStep, ended, logs }, columns && columns - 1);
  };

  const redraw = async (event: EpochBeginEvent, logs?: () => Promise<Epoch<never>>): Promise<void> => {
    if (terminal.columns === undefined || now() - drawn < millisecondsBetweenDraws) return;
    drawn = now();
    terminal.write(`\r${line(event, await logs?.(), false)}${eraseToEnd}`);
    lineIsOpen = true;
  };

  /** Where nothing can be redrawn, a line now and then; at the epoch's end there is one anyway. */
  const addLine = async (event: BatchEvent): Promise<void> => {
    if (now() - written < millisecondsBetweenLines || batchesDone === event.batches) return;
    written = now();
    terminal.write(`${line(event, await event.logs(), false)}\n`);
  };

  return {
    name: 'progress',
    onTrainBegin: (event) => {
      ({ leads = true } = event);
      lineIsOpen = false;
      written = now();
      beginEpoch(); // an epoch that goes on does not tell of its beginning
    },
    onEpochBegin: (event) => {
      beginEpoch();
      return leads ? redraw(event) : undefined;
    },
    onBatchEnd: (event) => {
      if (!leads) return undefined;
      lastStep = now();
      if (stepsTimed === 0) firstStep = lastStep;
      stepsTimed += 1;
      batchesDone = event.batch + 1;
      return terminal.columns === undefined ? addLine(event) : redraw(event, event.logs);
    },
    onEpochEnd: (event) => {
      if (!leads) return;
      const text = line(event, event.logs, true);
      // What was drawn before may be longer than the first of several lines.
      terminal.write(terminal.columns === undefined ? `${text}\n` : `\r${text.replace(/$/gm, eraseToEnd)}\n`);
      lineIsOpen = false;
      written = now();
    },
    onTrainEnd: () => {
      if (lineIsOpen) terminal.write('\n');
    },
  };
};
