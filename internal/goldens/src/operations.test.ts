import { testBackends } from '@internal/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureOperation, operationCases } from './operations.ts';
import { prepare } from './prepare.ts';

/** tfjs's own faults, which docs/support.md tells. */
const wrongOnWasm = (name: string): boolean => /^fused matMul.* transposed$|^oneHot as float32$/.test(name);

/** What no layer, loss or metric needs the gradient of. */
const ungraded = [
  'selu',
  'prod',
  'cumsum',
  'gather',
  'conv2d',
  'depthwiseConv2d',
  'conv2dTranspose',
  'maxPool',
  'avgPool',
  'batchNorm',
];

const sound = (backend: string) => operationCases.filter(({ name }) => backend !== 'wasm' || !wrongOnWasm(name));
const graded = operationCases.filter(
  ({ operation, gradients }) => gradients !== undefined && !ungraded.includes(operation),
);

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(sound(backend))('$name gives what Keras gives', async (operationCase) => {
    expect(await measureOperation(operationCase).forward()).toBeLessThan(1e-5);
  });

  test.each(graded)('the gradient of $name is that of Keras', async (operationCase) => {
    expect(await measureOperation(operationCase).gradient!()).toBeLessThan(2e-5);
  });
});
