import { type GradConfig, getBackend, type NamedAttrMap } from '@tensorflow/tfjs-core';

/** A gradient of tfjs-core that is wrong somewhere: there it fails, and says so, instead of training on wrong numbers. */
export const refused = (config: GradConfig, fault: (attributes: NamedAttrMap) => string | undefined): GradConfig => ({
  ...config,
  gradFunc: (dy, saved, attributes) => {
    const found = fault(attributes);
    if (found !== undefined) throw new Error(`gradient of ${config.kernelName}: ${found}`);
    return config.gradFunc(dy, saved, attributes);
  },
});

/** A window without a positive value sends its gradient to its first element. */
export const maxPoolFault = (): string | undefined =>
  getBackend() === 'wasm'
    ? "tfjs's wasm backend computes it wrongly; train on another: selectBackend('cpu')"
    : undefined;

/** Padding counts as elements of the window. */
export const avgPoolFault = ({ pad }: NamedAttrMap): string | undefined =>
  pad === 'valid' || pad === 0 ? undefined : "tfjs computes it wrongly where there is padding; use pad 'valid'";
