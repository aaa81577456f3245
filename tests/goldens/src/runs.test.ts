import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureRun, runCases } from './runs.ts';

/** With layers that the stock wasm backend refuses to train. */
const untrained = /^convolutions/;

const trained = (backend: string) => runCases.filter(({ name }) => backend !== 'wasm' || !untrained.test(name));

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(trained(backend))('$name goes as it goes in Keras', async (run) => {
    const { history, weights, evaluated, predicted } = await measureRun(run);
    expect(history).toBeLessThan(1e-5);
    expect(weights).toBeLessThan(1e-5);
    expect(evaluated).toBeLessThan(1e-5);
    expect(predicted).toBeLessThan(1e-5);
  });
});
