// internal: what every named optimizer does before its own update
import type { OptimizerOptions } from './optimizer.ts';
import type { Transform } from './transform.ts';
import { clipByGlobalNorm } from './transforms/clipByGlobalNorm.ts';
import { clipByNorm } from './transforms/clipByNorm.ts';
import { clipElements } from './transforms/clipElements.ts';
import { decayWeights } from './transforms/decayWeights.ts';

/** Clipping, then weight decay, each where its option is given, of options that are checked already. */
export const clipAndDecay = (owner: string, options: OptimizerOptions): readonly Transform[] => {
  const { clipNorm, globalClipNorm, clipValue, weightDecay } = options;
  const limits = Object.entries({ clipNorm, globalClipNorm, clipValue }).filter(([, limit]) => limit !== undefined);
  if (limits.length > 1) {
    throw new Error(`${owner}: gradients are clipped in one way, got ${limits.map(([name]) => name).join(' and ')}`);
  }
  return [
    ...(clipNorm === undefined ? [] : [clipByNorm(clipNorm)]),
    ...(globalClipNorm === undefined ? [] : [clipByGlobalNorm(globalClipNorm)]),
    ...(clipValue === undefined ? [] : [clipElements(clipValue)]),
    ...(weightDecay === undefined ? [] : [decayWeights(weightDecay)]),
  ];
};
