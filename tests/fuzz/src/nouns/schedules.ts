import * as train from '@kindling/train';
import * as of from '../domain.ts';
import { type Noun, noun } from './noun.ts';

export const schedules: readonly Noun[] = [
  noun(
    'exponentialDecay',
    train.exponentialDecay,
    { staircase: of.flag },
    {
      initialLearningRate: of.atLeastZero,
      decaySteps: of.positive,
      decayRate: of.positive,
    },
  ),
  noun(
    'piecewiseConstantDecay',
    train.piecewiseConstantDecay,
    {},
    {
      boundaries: of.listOf(of.count),
      values: of.listOf(of.atLeastZero),
    },
    ({ boundaries, values }) => {
      const [at, to] = [boundaries as readonly number[], values as readonly number[]];
      return to.length === at.length + 1 && at.every((step, i) => i === 0 || step > at[i - 1]!);
    },
  ),
];
