import { lacksTensorflow } from '@tests/kit/python';
import { describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { run } from './run.ts';

/** Suites of what training uses; src/countTensorflow.ts runs all. */
const only = '^(conv2d|maxPool|matmul|softmax|relu|gather|oneHot|concat|tile|transpose|batchNorm|Reduction)';

describe.skipIf(lacksTensorflow !== undefined)(`tfjs-node (${lacksTensorflow ?? "TensorFlow's CPU"})`, () => {
  test('the specs of what training uses pass', { timeout: 300_000 }, async () => {
    const outcomes = await run(await bundle(), { backend: 'tensorflow', seed: 1, only });
    expect(outcomes.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(outcomes.filter(({ status }) => status === 'passed').length).toBeGreaterThan(300);
  });
});
