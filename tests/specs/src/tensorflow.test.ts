import { readFileSync } from 'node:fs';
import { lacksTensorflow } from '@tests/kit/python';
import { describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { run } from './run.ts';
import { nameOf } from './tensorflowSection.ts';

/** Suites of what training uses; src/countTensorflow.ts runs all, and writes those that fail into tensorflow.md. */
const only = '^(conv2d |maxPool |matmul|softmax|relu|gather|oneHot|concat|tile|transpose|batchNorm|Reduction)';

/** What TensorFlow refuses in words: those are no wrong numbers. */
const unsupported = /'valid' and 'same' padding|only supports the NHWC/;

describe.skipIf(lacksTensorflow !== undefined)(`tfjs-node (${lacksTensorflow ?? "TensorFlow's CPU"})`, () => {
  test('the specs of what training uses pass, but for those that tensorflow.md names', {
    timeout: 300_000,
  }, async () => {
    const known = readFileSync(new URL('../tensorflow.md', import.meta.url), 'utf8');
    const outcomes = await run(await bundle(), { backend: 'tensorflow', seed: 1, only });
    const failed = outcomes.filter(({ status }) => status === 'failed');
    expect(failed.filter((outcome) => !known.includes(`| ${nameOf(outcome)} |`))).toEqual([]);
    expect(failed.filter(({ messages }) => !unsupported.test(messages[0] ?? ''))).toEqual([]);
    expect(outcomes.filter(({ status }) => status === 'passed').length).toBeGreaterThan(300);
  });
});
