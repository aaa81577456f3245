import { topKAccuracy } from '@kindling/metrics';
import {
  add,
  averagePooling2d,
  batchNormalization,
  concatenate,
  conv2d,
  dense,
  depthwiseConv2d,
  flatten,
  input,
  type Layer,
  l1,
  l2,
  leakyRelu,
  type Model,
  maxPooling2d,
  model,
  relu,
  rescaling,
  sequential,
  softmax,
  type Weights,
} from '@kindling/models';
import {
  adam,
  adamW,
  binaryCrossentropy,
  type CompileOptions,
  categoricalCrossentropy,
  compile,
  exponentialDecay,
  type MetricsFor,
  piecewiseConstantDecay,
  rmsprop,
  sgd,
  type Trainer,
} from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What a run asks of a trainer, whatever its model's inputs and outputs. */
export type AnyTrainer = Pick<Trainer<never, unknown, string>, 'fit' | 'evaluate' | 'predict' | 'snapshot' | 'dispose'>;

const trainerOf =
  <X, Y>(net: Model<X, Y>, options: CompileOptions<Y, MetricsFor<Y>, MetricsFor<Y>>) =>
  (weights: Weights): AnyTrainer =>
    compile(net, { ...options, weights, seed: 1 }) as AnyTrainer;

type Options = CompileOptions<Tensor, MetricsFor<Tensor>, MetricsFor<Tensor>>;

/** Five numbers in, one dense layer named "output" out, with the given layers between. */
const mlp = (layers: readonly Layer[], output: Parameters<typeof dense>[0], options: Options) =>
  trainerOf(sequential([input({ shape: [5] }), ...layers, dense({ ...output, name: 'output' })]), options);

const hidden = (options: Omit<Parameters<typeof dense>[0], 'units'> = { activation: 'relu' }): Layer =>
  dense({ units: 7, name: 'hidden', ...options });

const classes = { units: 3, activation: 'softmax' } as const;
const values = { units: 2 };
const errors = ['mse', 'mae'] as const;

const classification = {
  'softmax and categorical crossentropy, adam': mlp([hidden()], classes, {
    optimizer: adam({ learningRate: 0.01 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  }),
  'softmax and sparse categorical crossentropy, rmsprop': mlp([hidden({ activation: 'tanh' })], classes, {
    optimizer: rmsprop({ learningRate: 0.01 }),
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  }),
  'label smoothing, sgd with momentum': mlp([hidden({ activation: 'sigmoid' })], classes, {
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    loss: categoricalCrossentropy({ labelSmoothing: 0.1 }),
    metrics: ['categoricalAccuracy'],
  }),
  'one batch larger than the data, top k': mlp([hidden()], classes, {
    optimizer: sgd({ learningRate: 0.1 }),
    loss: 'crossentropy',
    metrics: { top2: topKAccuracy({ k: 2 }) },
  }),
  'saturated softmax': mlp([hidden()], classes, {
    optimizer: adam({ learningRate: 0.02 }),
    loss: 'categoricalCrossentropy',
  }),
  'steps of a sequence': trainerOf(
    sequential([input({ shape: [4, 5] }), hidden(), dense({ ...classes, name: 'output' })]),
    { optimizer: adam({ learningRate: 0.02 }), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  ),
};

const layers = {
  'batch normalization before relu, adam': mlp(
    [hidden({ useBias: false }), batchNormalization({ momentum: 0.8, name: 'norm' }), relu()],
    classes,
    { optimizer: adam({ learningRate: 0.01 }), loss: 'categoricalCrossentropy', metrics: ['accuracy'] },
  ),
  'frozen batch normalization and frozen dense': mlp(
    [
      hidden({ activation: 'relu', trainable: false }),
      batchNormalization({ name: 'norm', trainable: false }),
      dense({ units: 6, activation: 'tanh', name: 'middle' }),
    ],
    classes,
    { optimizer: adam({ learningRate: 0.02 }), loss: 'categoricalCrossentropy', metrics: ['accuracy'] },
  ),
  'pictures, rescaled and flattened': trainerOf(
    sequential([
      input({ shape: [3, 3, 2] }),
      rescaling({ scale: 1 / 255 }),
      flatten(),
      hidden({}),
      leakyRelu(),
      dense({ units: 3, name: 'output' }),
      softmax(),
    ]),
    { optimizer: sgd({ learningRate: 0.1, momentum: 0.5, nesterov: true }), loss: 'sparseCategoricalCrossentropy' },
  ),
  'convolutions, batch normalization and pooling, adam': trainerOf(
    sequential([
      input({ shape: [6, 5, 2] }),
      conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false, name: 'first' }),
      batchNormalization({ momentum: 0.8, name: 'norm' }),
      leakyRelu(),
      maxPooling2d({ padding: 'same' }),
      depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2, activation: 'tanh', name: 'each' }),
      conv2d({ filters: 5, kernelSize: 1, strides: [1, 2], activation: 'relu', name: 'second' }),
      averagePooling2d({ poolSize: 2, padding: 'same' }),
      flatten(),
      dense({ ...classes, name: 'output' }),
    ]),
    { optimizer: adam({ learningRate: 0.01 }), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  ),
  'l2 and l1, sgd with nesterov momentum': mlp(
    [hidden({ activation: 'relu', kernelRegularizer: l2(0.01) })],
    { ...classes, kernelRegularizer: l1(0.02) },
    {
      optimizer: sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy'],
    },
  ),
};

const weighted = {
  'class weights, weighted metrics beside metrics': mlp([hidden()], classes, {
    optimizer: adam({ learningRate: 0.01 }),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
    weightedMetrics: { weighted: 'accuracy' },
  }),
  'class weights of one-hot rows': mlp([hidden()], classes, {
    optimizer: sgd({ learningRate: 0.1 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  }),
  'sample weights, weighted metrics beside metrics': mlp([hidden()], classes, {
    optimizer: adam({ learningRate: 0.01 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    weightedMetrics: { weighted: 'accuracy' },
  }),
};

const binary = {
  'one sigmoid and binary crossentropy, adamW': mlp(
    [hidden()],
    { units: 1, activation: 'sigmoid' },
    {
      optimizer: adamW({ learningRate: 0.01 }),
      loss: 'binaryCrossentropy',
      metrics: ['accuracy', 'precision', 'recall'],
    },
  ),
  'binary crossentropy from logits': mlp(
    [hidden()],
    { units: 1 },
    { optimizer: adam({ learningRate: 0.01, clipNorm: 0.2 }), loss: binaryCrossentropy({ fromLogits: true }) },
  ),
  'saturated sigmoid': mlp(
    [hidden()],
    { units: 1, activation: 'sigmoid' },
    { optimizer: adam({ learningRate: 0.02 }), loss: 'bce' },
  ),
  'several labels at once, f1': mlp(
    [hidden()],
    { units: 3, activation: 'sigmoid' },
    {
      optimizer: rmsprop({ learningRate: 0.01, momentum: 0.5 }),
      loss: 'binaryCrossentropy',
      metrics: ['binaryAccuracy', 'f1'],
    },
  ),
};

const regression = {
  'mean squared error, centred rmsprop': mlp([hidden({ activation: 'tanh' })], values, {
    optimizer: rmsprop({ learningRate: 0.01, centered: true }),
    loss: 'mse',
    metrics: errors,
  }),
  'mean absolute error, adam with a clipped global norm': mlp([hidden({ activation: 'tanh' })], values, {
    optimizer: adam({ learningRate: 0.01, globalClipNorm: 0.1 }),
    loss: 'mae',
    metrics: errors,
  }),
  'mean squared error, exponential decay': mlp([hidden({ activation: 'tanh' })], values, {
    optimizer: sgd({
      learningRate: exponentialDecay({ initialLearningRate: 0.05, decaySteps: 10, decayRate: 0.8 }),
    }),
    loss: 'mse',
    metrics: errors,
  }),
  'mean squared error, piecewise decay and weight decay': mlp([hidden({ activation: 'tanh' })], values, {
    optimizer: sgd({
      learningRate: piecewiseConstantDecay({ boundaries: [10, 20], values: [0.05, 0.02, 0.01] }),
      weightDecay: 0.1,
    }),
    loss: 'mse',
    metrics: errors,
  }),
};

const siamese = () => {
  const [left, right] = [input({ shape: [4] }), input({ shape: [4] })];
  const shared = dense({ units: 6, name: 'shared' });
  const leaky = leakyRelu({ negativeSlope: 0.1 });
  const joined = concatenate()([leaky(shared(left)), leaky(shared(right))]);
  return model({ inputs: { left, right }, outputs: dense({ ...classes, name: 'output' })(joined) });
};

const forked = () => {
  const point = input({ shape: [5], name: 'point' });
  const first = dense({ units: 6, activation: 'relu', name: 'first' })(point);
  const second = dense({ units: 6, activation: 'tanh', name: 'second' })(first);
  const trunk = add()([first, second]);
  const kind = dense({ ...classes, name: 'kind' })(trunk);
  return model({ inputs: point, outputs: { kind, size: dense({ units: 1, name: 'size' })(trunk) } });
};

const graphs = {
  'two inputs through one shared layer': trainerOf(siamese(), {
    optimizer: adam({ learningRate: 0.02 }),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  }),
  'two outputs and a skip connection': trainerOf(forked(), {
    optimizer: adam({ learningRate: 0.01 }),
    loss: { kind: 'categoricalCrossentropy', size: 'mse' },
    lossWeights: { kind: 1, size: 0.3 },
    metrics: { kind: ['accuracy'], size: ['mae'] },
  }),
};

/** By the names of the runs: the models and compile options that keras_numbers/runs.py writes in Keras. */
export const trainers: Readonly<Record<string, (weights: Weights) => AnyTrainer>> = {
  ...classification,
  ...layers,
  ...weighted,
  ...binary,
  ...regression,
  ...graphs,
};
