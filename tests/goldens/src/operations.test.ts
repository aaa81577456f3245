import { testBackends } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureOperation, operationCases } from './operations.ts';
import { prepare } from './prepare.ts';

/** tfjs's own faults, which docs/support.md tells. */
const wrongOnWasm = (name: string): boolean => /^fused matMul.* transposed$|^oneHot as float32$/.test(name);

/** What no layer, loss or metric needs the gradient of. */
const ungraded = ['selu', 'prod', 'cumsum', 'gather', 'conv2dTranspose', 'batchNorm'];

/** What the stock wasm backend refuses to differentiate. */
const ungradedOnWasm = ['conv2d', 'depthwiseConv2d', 'maxPool'];

const sound = (backend: string) => operationCases.filter(({ name }) => backend !== 'wasm' || !wrongOnWasm(name));
const graded = (backend: string) => {
  const without = backend === 'wasm' ? [...ungraded, ...ungradedOnWasm] : ungraded;
  return operationCases.filter(({ operation, gradients }) => gradients !== undefined && !without.includes(operation));
};

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(sound(backend))('$name gives what Keras gives', async (operationCase) => {
    expect(await measureOperation(operationCase).forward()).toBeLessThan(1e-5);
  });

  test.each(graded(backend))('the gradient of $name is that of Keras', async (operationCase) => {
    expect(await measureOperation(operationCase).gradient!()).toBeLessThan(2e-5);
  });
});
