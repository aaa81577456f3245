import { Adam, adam } from '@kindling/core';
import { fill, scalar, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { adamSamples, adamStep } from '../adamSamples.ts';
import { input, positive } from '../expectGradient.ts';
import { testOffered } from './testOffered.ts';

const given = { ...adamSamples, kernels: [Adam], tolerance: 1e-6 };

/** Adam, on the backend in use. */
export const testAdam = (): void => {
  testOffered('adam', { ...given, run: adamStep(adam) });
  testOffered('adam with gains', { ...given, run: adamStep(adam, { first: 0.1, second: 0.001 }) });

  testOffered('adam with numbers of the GPU', {
    ...given,
    run: (...xs) => {
      const on = (value: number): Tensor => fill([], value);
      const scalars = { beta1: on(0.9), beta2: on(0.999), alpha: on(0.01), epsilon: on(1e-3) };
      const [p, g, m, v] = xs as [Tensor, Tensor, Tensor, Tensor];
      const next = adam({ scalars, params: [p], gradients: [g], m: [m], v: [v] });
      return [next.params, next.m, next.v].flat();
    },
    cases: [[input(70), input(70), input(70), positive(70)]],
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
};
