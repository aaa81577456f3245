// internal: what every named optimizer does before its own update
import { requireNumber, requirePositive } from '@kindling/core';
import type { OptimizerOptions } from './optimizer.ts';
import type { Transform } from './transform.ts';
import { clipByGlobalNorm } from './transforms/clipByGlobalNorm.ts';
import { clipByNorm } from './transforms/clipByNorm.ts';
import { clipElements } from './transforms/clipElements.ts';
import { decayWeights } from './transforms/decayWeights.ts';

/** The names of what every optimizer takes. */
export const commonOptions = [
  'learningRate',
  'weightDecay',
  'clipNorm',
  'globalClipNorm',
  'clipValue',
] as const satisfies readonly (keyof OptimizerOptions)[];

export const adamOptions = [...commonOptions, 'beta1', 'beta2', 'epsilon'] as const;

/** Clipping, then weight decay, as far as they were asked for. */
export const clipAndDecay = (owner: string, options: OptimizerOptions): readonly Transform[] => {
  const { clipNorm, globalClipNorm, clipValue, weightDecay } = options;
  const limits = Object.entries({ clipNorm, globalClipNorm, clipValue }).filter(([, limit]) => limit !== undefined);
  for (const [name, limit] of limits) requirePositive(owner, name, limit);
  if (limits.length > 1) {
    throw new Error(`${owner}: gradients are clipped in one way, got ${limits.map(([name]) => name).join(' and ')}`);
  }
  if (weightDecay !== undefined) requireNumber(owner, 'weightDecay', weightDecay, 0);
  return [
    ...(clipNorm === undefined ? [] : [clipByNorm(clipNorm)]),
    ...(globalClipNorm === undefined ? [] : [clipByGlobalNorm(globalClipNorm)]),
    ...(clipValue === undefined ? [] : [clipElements(clipValue)]),
    ...(weightDecay === undefined ? [] : [decayWeights(weightDecay)]),
  ];
};
