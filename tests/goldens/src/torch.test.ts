import { registerAllGradients } from '@kindling/backend';
import { lacksTorch, useTorch } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { nouns, operations } from './families.ts';
import { findingsOf } from './findings.ts';
import { registerOurs } from './prepare.ts';

/** Whose gradient in tfjs-core fails on every backend, as docs/support.md says. */
const withoutGradient = ['`prod`', '`cumsum`'];

describe.skipIf(lacksTorch !== undefined)(`torch (${lacksTorch ?? "PyTorch's CPU"})`, () => {
  beforeAll(useTorch);

  test.each([...nouns, operations])('$title agree with Keras', { timeout: 120_000 }, async (family) => {
    if (family === operations) registerAllGradients();
    else registerOurs();
    const findings = await findingsOf(family, 'torch');
    expect(findings.length).toBeGreaterThan(0);
    const faults = findings.filter(({ verdict }) => verdict !== 'yes');
    expect(faults.filter(({ row, column }) => !(withoutGradient.includes(row) && column.endsWith('gradient')))).toEqual(
      [],
    );
  });
});
