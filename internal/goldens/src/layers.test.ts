import { testBackends } from '@internal/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { layerCases, measureLayer } from './layers.ts';
import { prepare } from './prepare.ts';

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(layerCases)('$name gives what Keras gives, with its gradients', async (layerCase) => {
    const { forward, gradient } = measureLayer(layerCase);
    expect(await forward()).toBeLessThan(1e-5);
    expect(await gradient()).toBeLessThan(2e-5);
  });
});
