import { testBackends } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { layerCases, measureLayer } from './layers.ts';
import { prepare } from './prepare.ts';

/** Layers that the stock wasm backend refuses to train. */
const untrained: readonly string[] = ['conv2d', 'depthwiseConv2d', 'maxPooling2d'];

const trained = (backend: string) => layerCases.filter(({ layer }) => backend !== 'wasm' || !untrained.includes(layer));

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(layerCases)('$name gives what Keras gives', async (layerCase) => {
    expect(await measureLayer(layerCase).forward()).toBeLessThan(1e-5);
  });

  test.each(trained(backend))('the gradient of $name is that of Keras', async (layerCase) => {
    expect(await measureLayer(layerCase).gradient()).toBeLessThan(2e-5);
  });
});
