import type { ChartPoint, EpochRow, Event, Phase } from './protocol.ts';

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

const isMeasured = (value: unknown): value is { readonly loss: number; readonly accuracy: number } =>
  isFields(value) && isCount(value.loss) && isCount(value.accuracy) && value.accuracy <= 1;

export const isChartPoint = (value: unknown): value is ChartPoint =>
  isMeasured(value) && isWhole((value as ChartPoint).step) && isWhole((value as ChartPoint).steps);

export const isEpochRow = (value: unknown): value is EpochRow =>
  isMeasured(value) && isWhole((value as EpochRow).epoch) && isMeasured((value as EpochRow).validation);

export const isResult = (value: unknown): value is NonNullable<Extract<Event, { type: 'state' }>['result']> =>
  isMeasured(value) && isCount((value as Fields).seconds);

/** Ten rows of ten. */
export const isCounts = (value: unknown): value is readonly (readonly number[])[] =>
  Array.isArray(value) &&
  value.length === 10 &&
  value.every((row) => Array.isArray(row) && row.length === 10 && row.every(isWhole));
