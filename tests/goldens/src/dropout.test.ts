import { testBackends } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { dropoutCases, dropoutOf } from './dropout.ts';
import { relative } from './golden.ts';
import { prepare } from './prepare.ts';

describe.each(testBackends)('%s', (backend) => {
  beforeAll(() => prepare(backend));

  test.each(dropoutCases)('a rate of $rate drops as many as in Keras, and scales the rest alike', async (expected) => {
    const { kept, dropped } = await dropoutOf(expected.rate);
    expect(relative(kept, expected.kept)).toBeLessThan(1e-6);
    // Of 120,000 draws a share is known to about 0.002.
    expect(Math.abs(dropped - expected.dropped)).toBeLessThan(0.008);
  });
});
