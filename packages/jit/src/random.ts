// internal: random numbers of a step that is recorded
import { type Inputs, normalNumbers, type Random, runUniformOf, wordsOf } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Numbers that the host works out from the key of the step. */
type OfStep = (step: Random) => ArrayLike<number>;

/**
 * A key that is an input of the recording: what is folded is noted. `ask` is told how its words are found at each step,
 * when the recording asks for them, and how the normal numbers are, which the host draws in eager as well.
 */
export const recordedRandom = (
  inputs: Inputs,
  ask: (numbers: OfStep) => void,
  path: readonly number[] = [],
): Random => {
  let key: Tensor | undefined;
  let draws = 0;
  const wordsAt = (step: Random) => wordsOf(path.reduce((random, data) => random.fold(data), step))!;
  return {
    uniform: (shape) => {
      if (key === undefined) {
        ask(wordsAt);
        key = inputs.numbers([2], 'int32');
      }
      return runUniformOf(key, { shape, draw: draws++ });
    },
    normal: (shape) => {
      const draw = draws++;
      ask((step) => normalNumbers({ shape, key: wordsAt(step), draw }));
      return inputs.numbers(shape, 'float32');
    },
    fold: (data) => recordedRandom(inputs, ask, [...path, data]),
  };
};
