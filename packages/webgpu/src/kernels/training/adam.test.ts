import { Adam, type AdamAttributes, adam } from '@kindling/core';
import { fill, scalar, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { input, positive } from '@tests/kit';
import { expect, test } from 'vitest';
import { testOffered } from '../../../testing/offered.ts';
import { onDawn } from '../../../testing/onDawn.ts';

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
  tolerance: 1e-6,
};

onDawn('Adam', () => {
  testOffered('adam', { ...given, run: step() });
  testOffered('adam with gains', { ...given, run: step({ first: 0.1, second: 0.001 }) });

  testOffered('adam with numbers of the GPU', {
    ...given,
    run: (...xs) => {
      const on = (value: number): Tensor => fill([], value);
      const scalars = { beta1: on(0.9), beta2: on(0.999), alpha: on(0.01), epsilon: on(1e-3) };
      const [p, g, m, v] = xs as [Tensor, Tensor, Tensor, Tensor];
      const next = adam({ scalars, params: [p], gradients: [g], m: [m], v: [v] });
      return [next.params, next.m, next.v].flat();
    },
    cases: [parameter(70)],
  });

  test('a parameter of no numbers, and no parameter, are none', () => {
    const number = scalar(1);
    const scalars = { beta1: number, beta2: number, alpha: number, epsilon: number };
    const none = [tensor([], [0, 3])];
    expect(adam({ scalars, params: none, gradients: none, m: none, v: none }).params[0]!.shape).toEqual([0, 3]);
    expect(adam({ scalars, params: [], gradients: [], m: [], v: [] }).params).toEqual([]);
  });

  test('what does not go with a parameter is refused', () => {
    const [param, other, number] = [tensor([1, 2]), tensor([1, 2, 3]), scalar(1)];
    const scalars = { beta1: number, beta2: number, alpha: number, epsilon: number };
    const run = () => adam({ scalars, params: [param], gradients: [param], m: [param], v: [other] });
    expect(run).toThrow('KindlingAdam: v must be of [2], got [3]');
  });
});
