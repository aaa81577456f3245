import { expect, test } from 'vitest';
import { readEvaluateOptions, readFitOptions } from './fitOptions.ts';

test('what is left out has its default', () => {
  expect(readFitOptions({})).toEqual({ epochs: 1, batchSize: 32 });
  expect(readEvaluateOptions('predict', { steps: 2 })).toEqual({ batchSize: 32, steps: 2 });
});

test('what is wrong is refused with owner, rule and value', () => {
  const wrong = (options: object) => () => readFitOptions(options);
  expect(wrong({ epoch: 3 })).toThrow('fit: unknown option "epoch"; did you mean "epochs"?');
  expect(wrong({ epochs: -1 })).toThrow('fit: epochs must be a safe integer of at least 0, got -1');
  expect(wrong({ batchSize: 0 })).toThrow('fit: batchSize must be a positive integer, got 0');
  expect(wrong({ validationSplit: 1 })).toThrow('fit: validationSplit must be at least 0 and below 1, got 1');
  expect(wrong({ shuffle: 'no' })).toThrow('fit: shuffle must be true or false, got "no"');
  expect(wrong({ signal: new AbortController() })).toThrow('fit: signal must be an AbortSignal, got AbortController');
  expect(() => readEvaluateOptions('evaluate', { steps: 0 })).toThrow('evaluate: steps must be a positive integer');
});
