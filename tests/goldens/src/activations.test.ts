import { testBackends } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { activationCases, measureActivation } from './activations.ts';
import { prepare } from './prepare.ts';

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(activationCases)('$name gives what Keras gives, with its gradients', async (activationCase) => {
    const { forward, gradient } = measureActivation(activationCase);
    expect(await forward()).toBeLessThan(1e-5);
    expect(await gradient()).toBeLessThan(2e-5);
  });
});
