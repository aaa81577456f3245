import { ReluGrad, reluGrad } from '@kindling/core';
import { leakyRelu, relu } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input } from '../expectGradient.ts';
import { testOffered, valuesOf } from './testOffered.ts';

const list = (...values: number[]) => ({ shape: [values.length], values });

/** The gradient of rectifiers, on the backend in use. */
export const testReluGrad = (): void => {
  const given = { kernels: [ReluGrad], tolerance: 1e-6 };
  const cases = [
    [input(11), input(11)],
    [input(3, 5), input(3, 5)],
  ];
  testOffered('reluGrad', { ...given, run: (dy, x) => reluGrad({ dy: dy!, x: x! }), cases });
  testOffered('reluGrad with a slope', {
    ...given,
    run: (dy, x) => reluGrad({ dy: dy!, x: x! }, { alpha: 0.3 }),
    cases,
  });
  testOffered('reluGrad with a slope above 1', {
    ...given,
    run: (dy, x) => reluGrad({ dy: dy!, x: x! }, { alpha: 1.5 }),
    cases,
  });
  testOffered('the gradient of relu', { ...given, run: (x) => relu(x!), cases: [[input(9)]] });
  testOffered('the gradient of leakyRelu', { ...given, run: (x) => leakyRelu(x!, 0.2), cases: [[input(9)]] });

  test('NaN is not above 0, infinity is', async () => {
    const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
    const inputs = [list(1, 2, 3, 4, none), list(none, infinity, -infinity, 0, 1)];
    const found = await valuesOf((dy, x) => reluGrad({ dy: dy!, x: x! }, { alpha: 0.5 }), inputs);
    expect(found).toEqual([0.5, 2, 1.5, 2, none]);
  });
};
