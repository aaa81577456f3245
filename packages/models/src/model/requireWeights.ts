import { show } from '@kindling/core';
import type { Weights } from '../layer/types.ts';

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** `compile: weights must be { params, state }, as init() gives them, got undefined` */
export const requireWeights = (owner: string, weights: Weights): Weights => {
  if (isRecord(weights) && isRecord(weights.params) && isRecord(weights.state)) return weights;
  throw new TypeError(`${owner}: weights must be { params, state }, as init() gives them, got ${show(weights)}`);
};
