import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureMetric, metricCases } from './metrics.ts';

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(metricCases)('$name is what Keras counts', async (metricCase) => {
    expect(await measureMetric(metricCase)).toBeLessThan(1e-6);
  });
});
