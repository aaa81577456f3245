import type { Line } from './chart.ts';

export interface Scale {
  /** Where the y axis ends. */
  readonly end: number;
  /** The highest value, where that lies beyond. */
  readonly beyond: number | undefined;
}

/** From the lines of the run at hand: at least up to `top`, and at most up to `most`. */
export const scaleOf = (lines: readonly Line[], top: number, most: number): Scale => {
  const highest = Math.max(
    top,
    ...lines.map(({ ys }) => ys.reduce((a, b) => (Number.isFinite(b) ? Math.max(a, b) : a), 0)),
  );
  return highest > most ? { end: most, beyond: highest } : { end: highest, beyond: undefined };
};
