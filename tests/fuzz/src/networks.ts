import * as layers from '@kindling/models';
import {
  activation,
  add,
  batchNormalization,
  concatenate,
  conv2d,
  dense,
  dropout,
  flatten,
  globalAveragePooling2d,
  input,
  l2,
  maxPooling2d,
  model,
  reshape,
  sequential,
  softmax,
  zeros,
} from '@kindling/models';

const line = sequential([
  input({ shape: [3], name: 'given' }),
  dense({ units: 2, activation: 'relu' }),
  dropout({ rate: 0.5 }),
  dense({ units: 2, name: 'out', kernelRegularizer: l2(), biasInitializer: zeros() }),
]);

const pictures = sequential(
  [
    input({ shape: [6, 6, 1] }),
    conv2d({ filters: 2, kernelSize: 3, padding: 'same' }),
    batchNormalization(),
    activation({ activation: 'tanh' }),
    maxPooling2d(),
    flatten(),
    dense({ units: 2, trainable: false }),
    softmax(),
  ],
  { name: 'pictures' },
);

const a = input({ shape: [null, 4, 1] });
const b = input({ shape: [4] });
const shared = dense({ units: 4, name: 'shared' });
const pooled = globalAveragePooling2d()(conv2d({ filters: 4, kernelSize: [1, 2] })(a));
const graph = model({
  inputs: { a, b },
  outputs: {
    sum: add()([shared(pooled), shared(b)]),
    pair: reshape({ targetShape: [2, -1] })(concatenate()([pooled, b])),
  },
});

/** A line, a stack of pictures with state, and a graph with a shared layer. */
export const networks = [
  line,
  pictures,
  graph,
  sequential([input({ shape: [3] }), line, dense({ units: 1 })]),
] as unknown as readonly layers.Model[];

/** A file may be made of all of these. */
export const vocabulary: layers.Vocabulary = layers;
export { line };
