import { readSpec, type Spec } from '@kindling/app-common';
import { files } from '../copy/files.ts';
import { isChartPoint, isCount, isCounts, isEpochRow, isFields, isPhase, isResult } from './known.ts';
import { merged } from './merge.ts';
import type { ChartPoint, Counts, EarlierRun, EpochRow, Guesses, Measured, Phase, Result } from './protocol.ts';

/** What the page shows of a run, beside its checkpoint. */
export interface RunRecord {
  readonly spec: Spec;
  readonly phase: Phase;
  /** Trained so far, without pauses. */
  readonly seconds: number;
  readonly points: readonly ChartPoint[];
  readonly rows: readonly EpochRow[];
  readonly counts: Counts | undefined;
  readonly guesses: Guesses | undefined;
  readonly result: Result | undefined;
  /** The run before it, for its curves. */
  readonly earlier: EarlierRun | undefined;
}

/** Of the text. */
const version = 1;

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** JSON has no word for numbers that are not finite: a curve ends before them. */
const finite = <T extends Measured>(values: readonly T[]): readonly T[] =>
  values.filter(({ loss, accuracy }) => Number.isFinite(loss) && Number.isFinite(accuracy));

const curves = <R extends EarlierRun | RunRecord>(run: R): R => ({
  ...run,
  points: merged(finite(run.points)),
  rows: finite(run.rows),
});

/** The record as JSON, with no more points than a chart can show. */
export const recordText = (record: RunRecord): string => {
  const { guesses, earlier, ...rest } = curves(record);
  return JSON.stringify({
    version,
    ...rest,
    earlier: earlier && curves(earlier),
    guesses: guesses && { classes: base64(guesses.classes), sure: base64(guesses.sure) },
  });
};

const damaged = (what: string): Error => new Error(files.partDamaged(what));

const specOf = (value: unknown): Spec => {
  const read = readSpec(value);
  if ('spec' in read) return read.spec;
  throw new Error(files.otherSpec(Object.values(read.refused)[0] ?? ''));
};

const listOf = <T>(what: string, value: unknown, is: (value: unknown) => value is T): readonly T[] => {
  if (Array.isArray(value) && value.every(is)) return value;
  throw damaged(what);
};

const rowsOf = (value: unknown, { epochs }: Spec): readonly EpochRow[] => {
  const rows = listOf('rows', value, isEpochRow);
  if (rows.length <= epochs) return rows;
  throw damaged('rows');
};

const optional = <T>(what: string, value: unknown, is: (value: unknown) => value is T): T | undefined => {
  if (value === undefined || value === null) return undefined;
  if (is(value)) return value;
  throw damaged(what);
};

const guessesOf = (value: unknown, { test }: Spec): Guesses | undefined => {
  if (value === undefined || value === null) return undefined;
  try {
    const { classes, sure } = value as { classes: string; sure: string };
    const guesses = { classes: bytesOf(classes), sure: bytesOf(sure) };
    const isWhole = guesses.classes.length === guesses.sure.length && guesses.classes.length <= test;
    if (isWhole && guesses.classes.every((guessed) => guessed < 10)) return guesses;
  } catch {
    // Said below.
  }
  throw damaged('guesses');
};

const earlierOf = (value: unknown): EarlierRun | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw damaged('earlier run');
  const spec = specOf(value.spec);
  return {
    spec,
    points: merged(listOf('points', value.points, isChartPoint)),
    rows: rowsOf(value.rows, spec),
    accuracy: optional('accuracy', value.accuracy, isCount),
    seconds: optional('seconds', value.seconds, isCount),
  };
};

/**
 * The record of a text, whoever wrote it.
 *
 * @throws Error in words
 */
export const readRecord = (text: string): RunRecord => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged('record');
  }
  if (!isFields(value)) throw damaged('record');
  if (value.version !== version) throw new Error(files.otherVersion);
  const spec = specOf(value.spec);
  const { phase, seconds } = value;
  if (!isPhase(phase)) throw damaged('state');
  if (!isCount(seconds)) throw damaged('seconds');
  return {
    spec,
    phase,
    seconds,
    points: merged(listOf('points', value.points, isChartPoint)),
    rows: rowsOf(value.rows, spec),
    counts: optional('matrix', value.counts, isCounts),
    guesses: guessesOf(value.guesses, spec),
    result: optional('result', value.result, isResult),
    earlier: earlierOf(value.earlier),
  };
};

/** What of a record is not past a checkpoint: that alone will be so again when the run goes on. */
export const fitted = (
  record: RunRecord,
  { step, epoch }: { readonly step: number; readonly epoch: number },
): RunRecord => {
  const rows = record.rows.filter((row) => row.epoch < epoch);
  const isSame = rows.length === record.rows.length;
  return {
    ...record,
    rows,
    points: record.points.filter((point) => point.step <= step),
    // They are of the last row.
    counts: isSame ? record.counts : undefined,
    guesses: isSame ? record.guesses : undefined,
    result: isSame ? record.result : undefined,
  };
};
