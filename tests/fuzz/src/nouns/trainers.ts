import { isClass } from '@kindling/core';
import * as data from '@kindling/data';
import * as models from '@kindling/models';
import * as train from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as of from '../domain.ts';
import { type Noun, noun } from './noun.ts';

/** A loss of one's own, which nobody calls before a step. */
const ownLoss: of.Domain = {
  good: () => (target: unknown) => target,
  holds: (value) => typeof value === 'function' && !isClass(value),
};

const regression = { optimizer: of.oneOf('sgd', 'adam'), loss: of.either(of.oneOf('mse', 'mae'), ownLoss) };
const net = models.sequential([models.input({ shape: [1] }), models.dense({ units: 1 })]);

/** What would not be another thing when it is spread. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** A record of metrics in which there are none. */
const noneByName: of.Domain = {
  good: () => ({}),
  holds: (value) => isPlain(value) && Object.keys(value as object).length === 0,
};

const twoRows = data.hostArray(new Float32Array([1, 2]), [2, 1]);

/** The options of a trainer's method, on a model of its own; an epoch ends with its first step. */
const onTrainer = (
  run: (
    trainer: train.Trainer<Tensor, Tensor, string>,
    rows: { x: data.HostArray; y: data.HostArray },
  ) => Promise<unknown>,
): Promise<unknown> => {
  const trainer = train.compile(net, { optimizer: 'sgd', loss: 'mse', seed: 1 });
  return run(trainer as never, { x: twoRows, y: twoRows }).finally(() => trainer.dispose());
};
const stopping = [{ name: 'stopping', onBatchEnd: () => 'stop' as const }];

export const trainers: readonly Noun[] = [
  noun(
    'compile',
    (options) => train.compile(net, options).dispose(),
    { metrics: of.either(of.listOf(of.oneOf('mae', 'mse'), 0, 1), noneByName), lossWeights: of.finite, seed: of.count },
    regression,
  ),
  noun(
    'fit',
    (options: object) =>
      onTrainer((trainer, rows) =>
        trainer.fit(rows as never, isPlain(options) ? { callbacks: stopping, ...options } : (options as never)),
      ),
    {
      epochs: of.count,
      initialEpoch: of.count,
      batchSize: of.positiveInteger,
      stepsPerEpoch: of.positiveInteger,
      shuffle: of.flag,
      signal: of.signal,
    },
  ),
  noun('evaluate of a trainer', (options) => onTrainer((trainer, rows) => trainer.evaluate(rows as never, options)), {
    batchSize: of.positiveInteger,
    steps: of.positiveInteger,
  }),
];
