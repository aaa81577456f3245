/** A hidden layer, dense. */
export interface HiddenLayer {
  readonly units: number;
  readonly activation: ActivationChoice;
}

export const dataNames = ['shapes', 'cifar10'] as const;
export const activationNames = ['relu', 'leakyRelu', 'sigmoid', 'tanh', 'softmax'] as const;
export const optimizerNames = ['adam', 'sgd'] as const;

export type DataName = (typeof dataNames)[number];
export type ActivationChoice = (typeof activationNames)[number];
export type OptimizerChoice = (typeof optimizerNames)[number];

/** A rate that was ordered while training ran. */
export interface RateChange {
  /** The last step with the rate before, counted from 1. */
  readonly after: number;
  readonly learningRate: number;
}

/** All that a run is made of: what the page's controls say, what a link carries, what the script does. */
export interface Spec {
  readonly data: DataName;
  /** Pictures to train on. */
  readonly pictures: number;
  /** Pictures to test with, which training never sees. */
  readonly test: number;
  /** The hidden ones, in their order; before them a flatten, behind them ten classes with a softmax. */
  readonly layers: readonly HiddenLayer[];
  readonly optimizer: OptimizerChoice;
  readonly learningRate: number;
  /** Rates that were ordered while it ran, in their order. */
  readonly rates: readonly RateChange[];
  readonly batch: number;
  readonly epochs: number;
  /** Of the pictures' order and of the first weights. */
  readonly seed: number;
}

/** The book's model and settings, on shapes. */
export const bookSpec: Spec = {
  data: 'shapes',
  pictures: 5000,
  test: 1000,
  layers: [
    { units: 200, activation: 'relu' },
    { units: 150, activation: 'relu' },
  ],
  optimizer: 'adam',
  learningRate: 5e-4,
  rates: [],
  batch: 32,
  epochs: 10,
  seed: 1,
};

/** What CIFAR-10 has, all of which the chapter uses. */
export const cifar10Spec: Spec = { ...bookSpec, data: 'cifar10', pictures: 50_000, test: 10_000 };

/** Of the drawn pictures themselves, which are always the same: a spec's seed is of training. */
export const shapesSeed = 1;
