import type { ChartPoint, Counts, EpochRow, Measured, Phase, Result } from './protocol.ts';

/** What a file may hold instead of what it should. */

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const phases: Readonly<Record<Phase, true>> = {
  starting: true,
  ready: true,
  running: true,
  paused: true,
  recovering: true,
  done: true,
  stopped: true,
  failed: true,
};

export const isPhase = (value: unknown): value is Phase => typeof value === 'string' && Object.hasOwn(phases, value);

/** A finite number of at least 0. */
export const isCount = (value: unknown): value is number => Number.isFinite(value) && (value as number) >= 0;

const isWhole = (value: unknown): value is number => isCount(value) && Number.isInteger(value);

const isMeasured = (value: unknown): value is Measured =>
  isFields(value) && isCount(value.loss) && isCount(value.accuracy) && value.accuracy <= 1;

export const isChartPoint = (value: unknown): value is ChartPoint =>
  isMeasured(value) && isWhole((value as ChartPoint).step) && isWhole((value as ChartPoint).steps);

export const isEpochRow = (value: unknown): value is EpochRow =>
  isMeasured(value) && isWhole((value as EpochRow).epoch) && isMeasured((value as EpochRow).validation);

export const isResult = (value: unknown): value is Result => isMeasured(value) && isCount((value as Result).seconds);

/** Ten rows of ten. */
export const isCounts = (value: unknown): value is Counts =>
  Array.isArray(value) &&
  value.length === 10 &&
  value.every((row) => Array.isArray(row) && row.length === 10 && row.every(isWhole));
