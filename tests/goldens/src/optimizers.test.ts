import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureOptimizer, optimizerCases } from './optimizers.ts';

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(optimizerCases)('$name takes the steps that Keras takes', async (optimizerCase) => {
    expect(await measureOptimizer(optimizerCase)).toBeLessThan(5e-6);
  });
});
