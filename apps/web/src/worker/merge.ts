import type { ChartPoint } from './protocol.ts';

/** More than a chart can show. */
const mostPoints = 2000;

const meanOf = (a: ChartPoint, b: ChartPoint): ChartPoint => {
  const steps = a.steps + b.steps;
  const mean = (of: 'loss' | 'accuracy'): number => (a[of] * a.steps + b[of] * b.steps) / steps;
  return { step: b.step, steps, loss: mean('loss'), accuracy: mean('accuracy') };
};

/** Whether both are means within one epoch. */
const isSameEpoch = (a: ChartPoint, b: ChartPoint, perEpoch: number): boolean =>
  Math.ceil(a.step / perEpoch) === Math.ceil(b.step / perEpoch);

/** Whether one of the two is the last or the first window of an epoch, and of few steps beside the other. */
const isShort = (before: ChartPoint, point: ChartPoint, perEpoch: number): boolean =>
  (point.step % perEpoch === 0 && 2 * point.steps < before.steps) ||
  ((before.step - before.steps) % perEpoch === 0 && 2 * before.steps < point.steps);

/**
 * The points with one more. The first and the last window of an epoch are as short as chance has it: one of few steps
 * would be a spike, and belongs to its neighbour.
 */
export const withPoint = (
  points: readonly ChartPoint[],
  point: ChartPoint,
  perEpoch: number,
): readonly ChartPoint[] => {
  const before = points.at(-1);
  const isOne = before !== undefined && isSameEpoch(before, point, perEpoch) && isShort(before, point, perEpoch);
  return merged(isOne ? [...points.slice(0, -1), meanOf(before, point)] : [...points, point]);
};

/** At most so many points: neighbours become their mean, weighted by their steps, so that no step is lost. */
export const merged = (points: readonly ChartPoint[], most: number = mostPoints): readonly ChartPoint[] => {
  if (points.length <= most) return points;
  const pairs: ChartPoint[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const [a, b] = [points[i]!, points[i + 1]];
    pairs.push(b === undefined ? a : meanOf(a, b));
  }
  return merged(pairs, most);
};
