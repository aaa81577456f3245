import { expect, test } from 'vitest';
import type { Weights } from '../layer/types.ts';
import { requireWeights } from './requireWeights.ts';

test('weights are parameters and state', () => {
  expect(() => requireWeights('net', { params: {}, state: {} })).not.toThrow();
  for (const weights of [undefined, null, {}, { params: {} }, { params: {}, state: null }]) {
    expect(() => requireWeights('net', weights as Weights)).toThrow(
      /^net: weights must be { params, state }, as init\(\) gives them, got /,
    );
  }
});
