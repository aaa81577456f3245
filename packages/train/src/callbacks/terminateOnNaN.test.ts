import { playCallback } from '@tests/kit';
import { expect, test } from 'vitest';
import { terminateOnNaN } from './terminateOnNaN.ts';

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a loss of %s ends training at once', async (loss) => {
  const { answers, epochs } = await playCallback(terminateOnNaN(), [{ loss: 1 }, { loss }, { loss: 1 }], { steps: 3 });
  expect(answers[0]).toEqual(['onBatchEnd', 'stop']);
  expect(epochs).toBe(2);
});

test('also when it is seen only in the epoch as a whole', async () => {
  expect((await playCallback(terminateOnNaN(), [{ loss: Number.NaN }, { loss: 1 }])).epochs).toBe(1);
});

test('a finite loss is let be', async () => {
  expect((await playCallback(terminateOnNaN(), [{ loss: 1e30 }], { steps: 2 })).answers).toEqual([]);
});
