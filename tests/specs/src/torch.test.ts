import { lacksTorch } from '@tests/kit/python';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import type { Outcome } from './outcome.ts';
import { run } from './run.ts';
import { onHost, torchSection } from './torchSection.ts';

describe.skipIf(lacksTorch !== undefined)(`torch (${lacksTorch ?? "PyTorch's CPU"})`, () => {
  let outcomes: readonly Outcome[] = [];
  let strict: readonly Outcome[] = [];

  beforeAll(async () => {
    const program = await bundle();
    [outcomes = [], strict = []] = await Promise.all(
      [false, true].map((isStrict) => run(program, { backend: 'torch', seed: 1, strict: isStrict })),
    );
  });

  test('every spec of tfjs-core passes', () => {
    expect(outcomes.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(outcomes.filter(({ status }) => status === 'passed').length).toBeGreaterThanOrEqual(4222);
  });

  test('where the host may not help, those alone fail that need it', () => {
    const others = strict.filter((each) => each.status === 'failed' && onHost(each) === undefined);
    expect(others).toEqual([]);
  });

  test('torch.md has the counts that docs/support.md shows', async () => {
    await expect(torchSection(outcomes, strict)).toMatchFileSnapshot('../torch.md');
  });
});
