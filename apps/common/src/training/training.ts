import { batch, type Dataset, fromArrays, normalize, oneHot, pipe, prepare, type Split, shuffle } from '@kindling/data';
import { dense, flatten, input, type Model, sequential } from '@kindling/models';
import { adam, type Optimizer, piecewiseConstantDecay, sgd } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Spec } from '../spec/spec.ts';

// What `toScript` writes, as functions: the same calls in the same order, so that both train to the same bits.

export type Batches = Dataset<{ x: Tensor; y: Tensor }>;

/** The network of a spec. */
export const modelOf = ({ layers }: Pick<Spec, 'layers'>): Model =>
  sequential([
    input({ shape: [32, 32, 3] }),
    flatten(),
    ...layers.map(({ units, activation }) => dense({ units, activation })),
    dense({ units: 10, activation: 'softmax' }),
  ]);

/** The optimizer of a spec, with the rates that were ordered on the way at their steps. */
export const optimizerOf = ({
  optimizer,
  learningRate,
  rates,
}: Pick<Spec, 'optimizer' | 'learningRate' | 'rates'>): Optimizer => {
  const rate =
    rates.length === 0
      ? learningRate
      : piecewiseConstantDecay({
          boundaries: rates.map(({ after }) => after - 1),
          values: [learningRate, ...rates.map((change) => change.learningRate)],
        });
  return { adam, sgd }[optimizer]({ learningRate: rate });
};

/** Of the first `pictures` of a set, in an order that each epoch has of its own. */
export const trainingOf = ({ pictures, batch: size, seed }: Spec, train: Split): Batches =>
  pipe(
    fromArrays(train.slice(0, pictures)),
    shuffle({ seed }),
    batch(size),
    prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) })),
  );

/** Of the first `test` pictures of a set, in their order. */
export const testingOf = ({ test, batch: size }: Spec, split: Split): Batches =>
  pipe(
    fromArrays(split.slice(0, test)),
    batch(size),
    prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) })),
  );
