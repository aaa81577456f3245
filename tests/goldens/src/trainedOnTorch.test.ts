import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  leakyRelu,
  type Model,
  maxPooling2d,
  sequential,
} from '@kindling/models';
import { type Callback, type Checkpoint, compile } from '@kindling/train';
import { memory, setBackend, tensor } from '@tensorflow/tfjs-core';
import { draws, expectNear, lacksTorch, useTorch } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';

const classes = 4;
const batchSize = 8;

/**
 * The chapter's two models, narrower, and without a bias before batch normalization: its gradient is 0 but for
 * rounding, which Adam makes steps of.
 */
const models: Readonly<Record<string, { readonly shape: readonly number[]; readonly net: () => Model }>> = {
  mlp: {
    shape: [48],
    net: () =>
      sequential([
        input({ shape: [48] }),
        dense({ units: 20, activation: 'relu' }),
        dense({ units: 15, activation: 'relu' }),
        dense({ units: classes, activation: 'softmax' }),
      ]),
  },
  cnn: {
    shape: [8, 8, 3],
    net: () => {
      const block = (filters: number) => [
        conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false }),
        batchNormalization(),
        leakyRelu({ negativeSlope: 0.1 }),
      ];
      return sequential([
        input({ shape: [8, 8, 3] }),
        ...block(6),
        maxPooling2d({ poolSize: 2 }),
        dropout({ rate: 0.25 }),
        ...block(8),
        maxPooling2d({ poolSize: 2 }),
        flatten(),
        dense({ units: 16, useBias: false }),
        batchNormalization(),
        leakyRelu({ negativeSlope: 0.1 }),
        dropout({ rate: 0.5 }),
        dense({ units: classes, activation: 'softmax' }),
      ]);
    },
  },
};

const steps = 20;

/** Each step is an epoch of its own, so that history has its loss and accuracy. */
const train = async ({ shape, net }: (typeof models)[string], isKept = false, from?: Checkpoint) => {
  const draw = draws(7);
  const size = shape.reduce((product, length) => product * length, steps * batchSize);
  const labels = Array.from({ length: steps * batchSize }, () => Math.floor(draw() * classes));
  const x = tensor(
    Float32Array.from({ length: size }, () => 2 * draw() - 1),
    [steps * batchSize, ...shape],
  );
  const y = tensor(labels, [labels.length], 'int32');
  const trainer = compile(net(), {
    optimizer: 'adam',
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
    ...(from === undefined ? { seed: 5 } : { checkpoint: from }),
  });
  const checkpoints: Checkpoint[] = [];
  const keeper: Callback = { onSafePoint: async ({ checkpoint }) => void checkpoints.push(await checkpoint()) };
  const callbacks = isKept ? [keeper] : [];
  await trainer.fit({ x, y }, { batchSize, epochs: steps, stepsPerEpoch: 1, shuffle: false, callbacks });
  const { params, state } = trainer.weights;
  const weights = await Promise.all([...Object.values(params), ...Object.values(state)].map((each) => each.data()));
  const found = { history: [...trainer.history], weights: weights.flatMap((values) => [...values]), checkpoints };
  trainer.dispose();
  x.dispose();
  y.dispose();
  return found;
};

describe.skipIf(lacksTorch !== undefined)(`training on torch (${lacksTorch ?? "PyTorch's CPU"})`, () => {
  beforeAll(useTorch);

  for (const [name, model] of Object.entries(models)) {
    test(`${steps} steps of the ${name} are those of cpu, and leave no tensor`, { timeout: 60_000 }, async () => {
      const held = memory().numTensors;
      const here = await train(model);
      expect(memory().numTensors).toBe(held);
      await setBackend('cpu');
      const there = await train(model);
      await setBackend('torch');
      const losses = ({ history }: typeof here) => history.map(({ loss }) => loss);
      const accuracies = ({ history }: typeof here) => history.map(({ accuracy }) => accuracy);
      expect(losses(here).length).toBe(steps);
      expectNear(losses(here), losses(there), 1e-5, 'losses');
      expect(accuracies(here)).toEqual(accuracies(there));
      expectNear(here.weights, there.weights, 1e-5, 'weights');
      expect(losses(here).at(-1)).not.toBe(losses(here)[0]);
    });

    test(`the ${name} goes on from a checkpoint to the bit, read or not`, { timeout: 60_000 }, async () => {
      const unbroken = await train(model);
      const { checkpoints, ...read } = await train(model, true);
      expect(checkpoints.length).toBeGreaterThanOrEqual(steps);
      const resumed = await train(model, false, checkpoints[Math.floor(checkpoints.length / 2)]);
      for (const run of [read, resumed]) {
        expect(run.history).toEqual(unbroken.history);
        expect(run.weights).toEqual(unbroken.weights);
      }
    });

    test(`a checkpoint of the ${name} goes on on cpu`, { timeout: 60_000 }, async () => {
      const { checkpoints, weights } = await train(model, true);
      const nearEnd = checkpoints.findLast(({ step }) => step === steps - 2);
      await setBackend('cpu');
      const there = await train(model, false, nearEnd);
      await setBackend('torch');
      expectNear(there.weights, weights, 1e-6, 'weights');
    });
  }
});
