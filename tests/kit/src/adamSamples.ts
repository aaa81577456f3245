import type { AdamAttributes, adam } from '@kindling/core';
import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import { input, positive } from './expectGradient.ts';

/** One step of two parameters, given as p, g, m and v of the one and of the other. */
export const adamStep =
  (step: typeof adam, attributes?: AdamAttributes) =>
  (...xs: Tensor[]): readonly Tensor[] => {
    const list = (i: number): readonly Tensor[] => [xs[i]!, xs[4 + i]!];
    const scalars = { beta1: scalar(0.9), beta2: scalar(0.999), alpha: scalar(0.01), epsilon: scalar(1e-3) };
    const next = step({ scalars, params: list(0), gradients: list(1), m: list(2), v: list(3) }, attributes);
    return [...next.params, ...next.m, ...next.v];
  };

const parameter = (...shape: number[]) => [input(...shape), input(...shape), input(...shape), positive(...shape)];

/** What such a step is given. */
export const adamSamples = {
  cases: [
    [...parameter(5, 7), ...parameter(3)],
    [...parameter(1), ...parameter(2, 2, 33)],
  ],
  differentiable: false,
};
