import { draws } from './draws.ts';

/** Made-up outputs with targets, each at random; the classes of a row are a one-hot target's or one index. */
export const metricSamples = (count: number, classes: number, seed = 1) => {
  const draw = draws(seed);
  return Array.from({ length: count }, () => {
    const label = Math.floor(draw() * classes);
    return {
      label,
      oneHot: Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0)),
      multiHot: Array.from({ length: classes }, () => Math.round(draw())),
      real: Array.from({ length: classes }, () => 4 * draw() - 2),
      prediction: Array.from({ length: classes }, draw),
    };
  });
};

/** `sum(w v) / sum(w)`, in plain loops. */
export const weightedMean = (weights: readonly { readonly weight: number }[], value: (i: number) => number): number => {
  const total = weights.reduce((sum, { weight }, i) => sum + weight * value(i), 0);
  return total / weights.reduce((sum, { weight }) => sum + weight, 0);
};
