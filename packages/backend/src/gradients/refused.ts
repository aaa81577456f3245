// internal: what registerAllGradients registers
import type { GradConfig, NamedAttrMap } from '@tensorflow/tfjs-core';

/**
 * A gradient of tfjs-core that is wrong somewhere: there it fails, and says so, instead of training on wrong numbers.
 */
export const refused = (config: GradConfig, fault: (attributes: NamedAttrMap) => string | undefined): GradConfig => ({
  ...config,
  gradFunc: (dy, saved, attributes) => {
    const found = fault(attributes);
    if (found !== undefined) throw new Error(`gradient of ${config.kernelName}: ${found}`);
    return config.gradFunc(dy, saved, attributes);
  },
});

/** The kernels of their gradients leave `halfPixelCenters` out. */
export const halfPixelFault = ({ halfPixelCenters }: NamedAttrMap): string | undefined =>
  halfPixelCenters ? 'tfjs computes it wrongly with halfPixelCenters; leave that out' : undefined;
