// internal: random numbers of a step that is recorded
import { type Inputs, type Random, runUniformOf, Unrecordable, wordsOf } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The words of a key, worked out on the host from the step's. */
type KeyWords = (step: Random) => ArrayLike<number>;

/**
 * A key that is an input of the recording: what is folded is noted. `ask` is told how its words are found at each step,
 * when the recording asks for them.
 */
export const recordedRandom = (
  inputs: Inputs,
  ask: (words: KeyWords) => void,
  path: readonly number[] = [],
): Random => {
  let key: Tensor | undefined;
  let draws = 0;
  return {
    uniform: (shape) => {
      if (key === undefined) {
        ask((step) => wordsOf(path.reduce((random, data) => random.fold(data), step))!);
        key = inputs.numbers([2], 'int32');
      }
      return runUniformOf(key, { shape, draw: draws++ });
    },
    normal: () => {
      throw new Unrecordable('normal numbers are drawn by the host');
    },
    fold: (data) => recordedRandom(inputs, ask, [...path, data]),
  };
};
