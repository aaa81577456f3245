import { batches, type Spec } from '@kindling/app-common';
import type { Dataset, Split } from '@kindling/data';
import { dense, flatten, input, type Model, sequential } from '@kindling/models';
import { adam, type Optimizer, sgd } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';

export const modelOf = (spec: Spec): Model =>
  sequential([
    input({ shape: [32, 32, 3] }),
    flatten(),
    ...spec.layers.map((layer) => dense(layer)),
    dense({ units: 10, activation: 'softmax' }),
  ]);

export const optimizerOf = ({ optimizer, learningRate }: Spec): Optimizer =>
  optimizer === 'adam' ? adam({ learningRate }) : sgd({ learningRate });

export const trainingOf = ({ batch, seed }: Spec, split: Split): Dataset<{ x: Tensor; y: Tensor }> =>
  batches(split, { size: batch, classes: 10, seed });

export const testingOf = ({ batch }: Spec, split: Split): Dataset<{ x: Tensor; y: Tensor }> =>
  batches(split, { size: batch, classes: 10 });
