import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import { input, positive, testKernel } from '@tests/kit';
import { Adam, type AdamAttributes, adam } from './adam.ts';

/** One step of two parameters, given as p, g, m and v of the one and of the other. */
const step =
  (attributes?: AdamAttributes) =>
  (...xs: Tensor[]): readonly Tensor[] => {
    const list = (i: number): readonly Tensor[] => [xs[i]!, xs[4 + i]!];
    const scalars = { beta1: scalar(0.9), beta2: scalar(0.999), alpha: scalar(0.01), epsilon: scalar(1e-3) };
    const next = adam({ scalars, params: list(0), gradients: list(1), m: list(2), v: list(3) }, attributes);
    return [...next.params, ...next.m, ...next.v];
  };

const parameter = (...shape: number[]) => [input(...shape), input(...shape), input(...shape), positive(...shape)];
const given = {
  kernels: [Adam],
  cases: [
    [...parameter(5, 7), ...parameter(3)],
    [...parameter(1), ...parameter(2, 2, 33)],
  ],
  differentiable: false,
  tolerance: 0,
};

testKernel('adam', { ...given, run: step() });
testKernel('adam with gains', { ...given, run: step({ first: 0.1, second: 0.001 }) });
testKernel('adam in place', { ...given, run: step({ inPlace: true }) });
