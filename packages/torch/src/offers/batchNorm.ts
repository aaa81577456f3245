// internal: batch normalization in training, and its gradients
import { BatchNorm, type BatchNormAttributes, BatchNormGrad, requireShape } from '@kindling/core';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';
import { meanOver } from '../kernels/reduction.ts';
import type { Handle } from '../operators/kinds.ts';
import type { Torch } from '../torch.ts';

/** x as [rows, channels]: every axis but the last along the rows. */
const flatShape = (
  owner: string,
  x: TensorInfo,
  perChannel: Readonly<Record<string, TensorInfo>>,
): [rows: number, channels: number] => {
  const size = util.sizeFromShape(x.shape);
  if (size === 0 || x.shape.length < 2) throw new RangeError(`${owner}: there is no batch of channels in [${x.shape}]`);
  const channels = x.shape.at(-1)!;
  requireShape(owner, perChannel, [channels]);
  return [size / channels, channels];
};

export interface Moments {
  /** x, or x - μ where that was made on the way. */
  readonly x: Handle;
  /** Of that x. */
  readonly center: Handle;
  readonly mean: Handle;
  readonly variance: Handle;
}

/**
 * In operators whose sums are of pairs. ATen's own moments add up one row after another on a CPU: at 32,768 rows around
 * a mean of 1,000 that mean is off by 0.002. The time is the same.
 */
export const momentsByPairs = (x: Handle, channels: number, torch: Torch): Moments => {
  const mean = torch.mean(x, [0], false, undefined);
  const centered = torch.addScaled(x, mean, -1);
  const variance = torch.mean(torch.mul(centered, centered), [0], false, undefined);
  return { x: centered, center: torch.zeros([channels], 'float32'), mean, variance };
};

/** Sums one after another are of no more than so many numbers. */
const mostInSum = 1024;

/** Into so many groups of as many rows; undefined where they would be too long. */
const groupsOf = (rows: number): number | undefined => {
  let groups = 1;
  while (rows / groups > mostInSum && rows % (2 * groups) === 0) groups *= 2;
  return rows / groups <= mostInSum ? groups : undefined;
};

/** A mean of more deviations than this is taken off before anything else is worked out of x. */
const mostDeviations = 8;

/** Mean and variance of all, of those of groups. */
const joined = (means: Handle, variances: Handle, shape: [number, number], torch: Torch): [Handle, Handle] => {
  const average = (x: Handle): Handle => meanOver(x, [0], false, shape[0], torch);
  const given = torch.view(means, shape);
  const mean = average(given);
  const off = torch.addScaled(given, mean, -1);
  return [mean, torch.addScaled(average(torch.view(variances, shape)), average(torch.mul(off, off)), 1)];
};

/**
 * The moments of groups of rows, in two passes that write nothing, then the moments of these: μ = mean μᵢ and
 * σ² = mean σᵢ² + mean (μᵢ - μ)². Sums are short then. Around a mean that is large beside the deviation that is not
 * enough, and it is done by pairs.
 */
export const momentsByGroups = (x: Handle, rows: number, channels: number, torch: Torch): Moments => {
  const groups = groupsOf(rows);
  if (groups === undefined) return momentsByPairs(x, channels, torch);
  const given = torch.view(x, [rows / groups, groups * channels]);
  const ofGroups = torch.batchNormMoments(given, undefined, undefined, 0);
  const [mean, variance] = groups === 1 ? ofGroups : joined(...ofGroups, [groups, channels], torch);
  const [center, square] = [mean, variance].map((each) => torch.download(each, channels, 'float32'));
  const isNear = center!.every((each, channel) => each ** 2 <= mostDeviations ** 2 * square![channel]!);
  return isNear ? { x, center: mean, mean, variance } : momentsByPairs(x, channels, torch);
};

/** In one pass, which on a GPU adds up by pairs itself. */
export const momentsAtOnce = (x: Handle, torch: Torch): Moments => {
  const [mean, variance] = torch.batchNormMoments(x, undefined, undefined, 0);
  return { x, center: mean, mean, variance };
};

const forward = kernel<'x' | 'gamma' | 'beta', BatchNormAttributes>(
  BatchNorm,
  ({ x, gamma, beta }, { epsilon }, torch) => {
    const flat = flatShape(BatchNorm, x, { gamma, beta });
    const [, channels] = flat;
    const values = torch.input(x, flat);
    const moments = torch.device === 'cpu' ? momentsByGroups(values, ...flat, torch) : momentsAtOnce(values, torch);
    const { mean, variance, center } = moments;
    const [g, b] = [torch.input(gamma), torch.input(beta)];
    const [y] = torch.batchNorm(moments.x, g, b, center, variance, false, 0, epsilon);
    return [
      torch.output(torch.view(y, x.shape), x.shape, 'float32'),
      torch.output(mean, [channels], 'float32'),
      torch.output(variance, [channels], 'float32'),
    ];
  },
);

type Names = 'dy' | 'x' | 'gamma' | 'mean' | 'variance' | 'dMean' | 'dVariance';

/** dx and what comes to it from the moments: dμ / n + 2 (x - μ) dσ² / n. In training nothing comes from there. */
const withMoments = (
  dx: Handle,
  x: Handle,
  { mean, dMean, dVariance }: Readonly<Record<Names, TensorInfo>>,
  torch: Torch,
): Handle => {
  if (torch.hostValue(dMean) === 0 && torch.hostValue(dVariance) === 0) return dx;
  const n = util.sizeFromShape(torch.shapeOf(x)) / mean.shape[0]!;
  const centered = torch.addScaled(x, torch.input(mean), -1);
  const ofVariance = torch.mulInPlace(centered, torch.mul(torch.input(dVariance), torch.constant(2 / n)));
  return torch.addScaled(torch.addScaled(dx, ofVariance, 1), torch.input(dMean), 1 / n);
};

const backward = kernel<Names, BatchNormAttributes>(BatchNormGrad, (inputs, { epsilon }, torch) => {
  const { dy, x, ...perChannel } = inputs;
  const { gamma, mean, variance } = perChannel;
  const flat = flatShape(BatchNormGrad, x, perChannel);
  requireShape(BatchNormGrad, { dy }, x.shape);
  const values = torch.input(x, flat);
  const deviation = torch.rsqrt(torch.addScaled(torch.input(variance), torch.constant(epsilon), 1));
  const [ofX, dGamma, dBeta] = torch.batchNormBackward(
    ...([torch.input(dy, flat), values, torch.input(gamma), undefined, undefined] as const),
    ...([torch.input(mean), deviation, true, epsilon, [true, true, true]] as const),
  );
  const dx = withMoments(ofX, values, inputs, torch);
  return [
    torch.output(torch.view(dx, x.shape), x.shape, 'float32'),
    torch.output(dGamma, gamma.shape, 'float32'),
    torch.output(dBeta, gamma.shape, 'float32'),
  ];
});

export const batchNorm = [forward, backward];
