import type { ChartPoint } from './protocol.ts';

/** More than a chart can show. */
const mostPoints = 2000;

const meanOf = (a: ChartPoint, b: ChartPoint): ChartPoint => {
  const steps = a.steps + b.steps;
  const mean = (of: 'loss' | 'accuracy'): number => (a[of] * a.steps + b[of] * b.steps) / steps;
  return { step: b.step, steps, loss: mean('loss'), accuracy: mean('accuracy') };
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
