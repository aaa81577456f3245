import type { Counts } from '../worker/protocol.ts';

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole);

/** Of all that are of a class, the share that was found; undefined where none is. */
export const recallOf = (counts: Counts, actual: number): number | undefined =>
  share(counts[actual]![actual]!, total(counts[actual]!));

/** Of all that were called a class, the share that is; undefined where nothing was. */
export const precisionOf = (counts: Counts, predicted: number): number | undefined =>
  share(counts[predicted]![predicted]!, total(counts.map((row) => row[predicted]!)));

const steps = [0.05, 0.15, 0.35, 0.65];

/** How dark a cell is, from 0 to 5, by its share of the row: 0, then below 5, 15, 35 and 65 %, and from there on. */
export const stepOf = (count: number, row: readonly number[]): number => {
  if (count === 0) return 0;
  const part = count / total(row);
  const above = steps.findIndex((limit) => part < limit);
  return above === -1 ? steps.length + 1 : above + 1;
};
