import { withPoint } from './merge.ts';
import type { ChartPoint, EpochRow, Guesses } from './protocol.ts';
import type { RunRecord } from './record.ts';

/** What the page has seen of a run: enough to show it again. */
export interface Chronicle {
  points: readonly ChartPoint[];
  rows: readonly EpochRow[];
  counts: RunRecord['counts'];
  guesses: Guesses | undefined;
  /** Of each epoch, how probable every test picture's own class was. */
  truth: readonly Float32Array[];
  earlier: RunRecord['earlier'];
}

export const emptyChronicle = (earlier: RunRecord['earlier']): Chronicle => ({
  points: [],
  rows: [],
  counts: undefined,
  guesses: undefined,
  truth: [],
  earlier,
});

export const addPoint = (chronicle: Chronicle, point: ChartPoint, perEpoch: number): void => {
  chronicle.points = withPoint(chronicle.points, point, perEpoch);
};

/** An epoch that is run again takes the place of what it was before. */
export const addEpoch = (
  chronicle: Chronicle,
  row: EpochRow,
  told: { readonly counts: RunRecord['counts']; readonly guesses: Guesses; readonly truth: Float32Array },
): void => {
  chronicle.rows = [...chronicle.rows.filter(({ epoch }) => epoch < row.epoch), row];
  chronicle.truth = [...chronicle.truth.slice(0, row.epoch), told.truth];
  chronicle.counts = told.counts;
  chronicle.guesses = told.guesses;
};

/** As it was behind a step. */
export const goBackTo = (chronicle: Chronicle, step: number, epochs: number): void => {
  chronicle.points = chronicle.points.filter((point) => point.step <= step);
  chronicle.rows = chronicle.rows.filter(({ epoch }) => epoch < epochs);
  chronicle.truth = chronicle.truth.slice(0, epochs);
};
