import type { Images, Split } from '@kindling/data';
import { normalize } from '@kindling/data';
import type { Model, Weights } from '@kindling/models';
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Counts, Guesses } from './protocol.ts';
import { turn } from './turn.ts';

/** A model with the weights that it has at the moment. */
export interface Network {
  readonly model: Model;
  weights(): Weights;
}

/** Probabilities, `[count, classes]`, of pictures as bytes. */
export const probabilitiesOf = async ({ model, weights }: Network, pictures: Images): Promise<Float32Array> => {
  const y = tidy(() => {
    const x = tensor(pictures.data, [...pictures.shape] as [number, number, number, number], 'int32');
    return model.apply(weights(), normalize(x) as Tensor);
  });
  try {
    return (await y.data()) as Float32Array;
  } finally {
    y.dispose();
  }
};

/** What was guessed of pictures in their order. */
export interface Guessed extends Guesses {
  /** How probable each picture's own class was. */
  readonly truth: Float32Array;
}

const slice = 100;

/** Guesses of all pictures, in slices between which others have their turn; undefined where it was given up. */
export const guess = async (network: Network, { x, y }: Split, given = () => true): Promise<Guessed | undefined> => {
  const count = x.shape[0];
  const guessed = { classes: new Uint8Array(count), sure: new Uint8Array(count), truth: new Float32Array(count) };
  for (let start = 0; start < count; start += slice) {
    if (start > 0) await turn();
    if (!given()) return undefined;
    const probabilities = await probabilitiesOf(network, x.slice(start, start + slice));
    const length = Math.min(slice, count - start);
    const classes = probabilities.length / length;
    for (let i = 0; i < length; i++) {
      const row = probabilities.subarray(i * classes, (i + 1) * classes);
      const best = row.reduce((top, value, k) => (value > (row[top] as number) ? k : top), 0);
      guessed.classes[start + i] = best;
      guessed.sure[start + i] = Math.round(255 * (row[best] as number));
      guessed.truth[start + i] = row[y.at(start + i)] as number;
    }
  }
  return guessed;
};

/** `counts[actual][predicted]` */
export const countsOf = (actual: Uint8Array, predicted: Uint8Array, classes: number): Counts => {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  actual.forEach((row, i) => {
    const column = predicted[i] as number;
    (counts[row] as number[])[column] = ((counts[row] as number[])[column] as number) + 1;
  });
  return counts;
};
