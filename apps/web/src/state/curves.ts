import { computed, signal } from '@preact/signals';
import type { Line, Lines } from '../draw/chart.ts';
import type { Mark } from '../draw/marks.ts';
import type { ChartPoint, EpochRow } from '../worker/protocol.ts';
import { stepsOf } from './pace.ts';
import * as run from './run.ts';
import { epochs, hasFailedToLearn } from './told.ts';

export type Measure = 'loss' | 'accuracy';

/** The mean of each window, where the window ends. */
export const trainLine = (points: readonly ChartPoint[], of: Measure, perEpoch: number): Line => ({
  xs: points.map(({ step }) => step / perEpoch),
  ys: points.map((point) => point[of]),
});

/** A dot for each epoch, at its end. */
export const testedLine = (rows: readonly EpochRow[], of: Measure): Line => ({
  xs: rows.map(({ epoch }) => epoch + 1),
  ys: rows.map(({ validation }) => validation[of]),
});

/** The value of a line at the last of its places up to x; undefined before its first. */
export const valueAt = ({ xs, ys }: Line, x: number): number | undefined => {
  const index = xs.findLastIndex((each) => each <= x + 1e-9);
  return index < 0 ? undefined : ys[index];
};

const linesOf = (of: Measure) =>
  computed<Lines>(() => {
    const { earlier } = run;
    const perEpochBefore = earlier.value === undefined ? 1 : stepsOf(earlier.value.spec);
    return {
      before: trainLine(earlier.value?.points ?? [], of, perEpochBefore),
      beforeTested: testedLine(earlier.value?.rows ?? [], of),
      train: trainLine(run.points.value, of, run.stepsPerEpoch.value),
      tested: testedLine(run.rows.value, of),
    };
  });

export const lines: Readonly<Record<Measure, ReturnType<typeof linesOf>>> = {
  loss: linesOf('loss'),
  accuracy: linesOf('accuracy'),
};

/** Where a run waits or failed. */
export const markOf = (of: Measure): Mark | undefined => {
  const { xs, ys } = lines[of].value.train;
  const [x, y] = [xs.at(-1), ys.at(-1)];
  if (x === undefined || y === undefined) return;
  if (run.phase.value === 'paused') return { x, y, shape: 'bar' };
  const hasFailed = run.phase.value === 'failed' || hasFailedToLearn.value;
  return hasFailed || run.failure.value?.kind === 'nan' ? { x, y, shape: 'cross' } : undefined;
};

/** How far the x axis goes. */
export const chartEnd = epochs;

/** The place of the x axis that is pointed at, in both charts. */
export const pointed = signal<number | undefined>(undefined);

export type Move = 1 | -1 | 'first' | 'last';

/** The place to the left or right of one that is pointed at; the last one, when none is. Or an end. */
export const stepPointed = (x: number | undefined, by: Move, { train, tested }: Lines): number | undefined => {
  const places = [...new Set([...train.xs, ...tested.xs])].sort((a, b) => a - b);
  if (by === 'first' || (x === undefined && by === 1)) return places[0];
  if (by === 'last' || x === undefined) return places.at(-1);
  const index = places.findLastIndex((each) => each <= x + 1e-9);
  return places[Math.min(places.length - 1, Math.max(0, index + by))];
};

/** The epoch that the run's own line ends with, while the run rests there; undefined where the line ends within one. */
export const endsWith = (
  points: readonly ChartPoint[],
  rows: readonly EpochRow[],
  perEpoch: number,
  isRunning: boolean,
): EpochRow | undefined => {
  const row = rows.at(-1);
  const isEnd = points.length === 0 || points.at(-1)?.step === (row?.epoch ?? 0) * perEpoch + perEpoch;
  return isEnd && !isRunning ? row : undefined;
};

/** That epoch: the key then tells its mean, as the table and the sentence do, and says so. */
export const endEpoch = computed(() =>
  endsWith(run.points.value, run.rows.value, run.stepsPerEpoch.value, run.isRunning.value),
);
