import { batchNormalization, dense, input, model, sequential } from '@kindling/models';
import { dispose, log, memory, mul, neg, sum, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { adam } from '../optimizers/adam.ts';
import { compile } from '../trainer/compile.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const bits = async (tensors: Readonly<Record<string, Tensor>>) =>
  Promise.all(Object.values(tensors).map(async (tensor) => [...(await tensor.data())]));

const classes = sequential([input({ shape: [2] }), dense({ units: 3, activation: 'softmax' })]);
const line = sequential([input({ shape: [1] }), batchNormalization(), dense({ units: 1 })]);
const bare = sequential([input({ shape: [1] }), dense({ units: 1, activation: 'sigmoid' })]);
const optimizer = () => adam({ learningRate: 0.1 });

describe.each(testBackends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  /** Two steps, and what they leave behind. */
  const trained = async (trainer: ReturnType<typeof compile<Tensor, Tensor>>, batch: Record<string, Tensor>) => {
    const step = (): Promise<Readonly<Record<string, number>>> => trainer.trainOnBatch(batch as never);
    const logs = [await step(), await step()];
    const { params, state } = trainer.weights;
    const left = { logs, params: await bits(params), state: await bits(state) };
    trainer.dispose();
    dispose(batch);
    return left;
  };

  const rows = (values: readonly number[]) => tensor2d([...values], [values.length, 1]);

  test.each([nan, infinity, -infinity])('a target of %s counts for nothing where its weight is 0', async (unknown) => {
    const run = (y: number) =>
      trained(compile(line, { optimizer: optimizer(), loss: 'mse', weightedMetrics: ['mae'], seed: 1 }), {
        x: rows([1, 2, 4]),
        y: rows([1, y, 3]),
        sampleWeight: tensor1d([1, 0, 2]),
      });
    const before = memory().numTensors;
    const left = await run(unknown);
    expect(left).toEqual(await run(5));
    expect(left.params.flat().every(Number.isFinite)).toBe(true);
    expect(memory().numTensors).toBe(before);
  });

  test.each([nan, infinity])('so does an input of %s, and what is predicted of it', async (unknown) => {
    const run = (x: number) =>
      trained(
        compile(line, { optimizer: optimizer(), loss: 'mse', metrics: ['mse'], weightedMetrics: ['mae'], seed: 1 }),
        { x: rows([1, x, 4]), y: rows([1, 2, 3]), sampleWeight: tensor1d([1, 0, 2]) },
      );
    const [lost, zero] = [await run(unknown), await run(0)];
    expect([lost.params, lost.state]).toEqual([zero.params, zero.state]);
    expect(lost.logs.map(({ loss, mae }) => [loss, mae])).toEqual(zero.logs.map(({ loss, mae }) => [loss, mae]));
    // A metric without weights counts every sample, and of this one nothing is known.
    expect(lost.logs.map(({ mse }) => mse)).toEqual([nan, nan]);
  });

  test('so does a label that is no class, whose loss is NaN', async () => {
    const run = (label: number) =>
      trained(compile(classes, { optimizer: optimizer(), loss: 'sparseCategoricalCrossentropy', seed: 1 }), {
        x: tensor2d([1, 2, 3, 4], [2, 2]),
        y: tensor1d([1, label], 'int32'),
        sampleWeight: tensor1d([0.5, 0]),
      });
    expect(await run(-1)).toEqual(await run(2));
  });

  test('so does a loss of one’s own with a slope of infinity', async () => {
    const likelihood = (y: Tensor, p: Tensor) => sum(neg(mul(y, log(p))), -1);
    const run = (x: number) =>
      trained(compile(bare, { optimizer: optimizer(), loss: likelihood, seed: 1 }), {
        x: rows([1, x]),
        y: rows([1, 1]),
        sampleWeight: tensor1d([1, 0]),
      });
    // sigmoid(-1e4 w) or sigmoid(1e4 w) is 0 in float32, where log has no slope.
    for (const x of [-1e4, 1e4]) expect((await run(x)).params.flat().every(Number.isFinite)).toBe(true);
  });

  test('an output of loss weight 0 is left out of the total and the gradient, and shows its own loss', async () => {
    const x = input({ shape: [1] });
    const outputs = { a: dense({ units: 1 })(x), b: dense({ units: 1 })(x) };
    const two = model({ inputs: x, outputs });
    const run = async (y: number) => {
      const trainer = compile(two, {
        optimizer: optimizer(),
        loss: { a: 'mse', b: 'mse' },
        lossWeights: { b: 0 },
        seed: 1,
      });
      const batch = { x: rows([1, 2]), y: { a: rows([1, 2]), b: rows([1, y]) } };
      const logs = await trainer.trainOnBatch(batch);
      const params = await bits(trainer.weights.params);
      trainer.dispose();
      dispose([batch.x, ...Object.values(batch.y)]);
      return { logs, params };
    };
    const [lost, known] = [await run(nan), await run(5)];
    expect([lost.params, lost.logs.loss]).toEqual([known.params, known.logs.loss]);
    expect([lost.logs['b.loss'], Number.isFinite(known.logs['b.loss'])]).toEqual([nan, true]);
  });

  test('evaluate leaves it out too', async () => {
    const trainer = compile(bare, { optimizer: 'sgd', loss: 'mse', seed: 1 });
    const run = async (y: number, x = 2) => {
      const batch = { x: rows([1, x]), y: rows([1, y]), sampleWeight: tensor1d([1, 0]) };
      const logs = await trainer.evaluate(batch);
      dispose(batch);
      return logs;
    };
    const known = await run(5);
    expect(await run(nan)).toEqual(known);
    expect(await run(5, nan)).toEqual(known);
    trainer.dispose();
  });

  test('a batch in which nothing counts has a loss and gradients of 0', async () => {
    const trainer = compile(bare, { optimizer: 'sgd', loss: 'mse', seed: 1 });
    const start = await bits(trainer.weights.params);
    const batch = { x: rows([nan, 2]), y: rows([1, nan]), sampleWeight: tensor1d([0, 0]) };
    expect(await trainer.trainOnBatch(batch)).toEqual({ loss: 0 });
    expect(await bits(trainer.weights.params)).toEqual(start);
    dispose(batch);
    trainer.dispose();
  });

  test('a NaN in a sample that counts is told, and a column of weights is weights', async () => {
    const run = async (sampleWeight: Tensor, y = 2) => {
      const trainer = compile(bare, { optimizer: 'sgd', loss: 'mse', weightedMetrics: ['mae'], seed: 1 });
      const batch = { x: rows([1, 2]), y: rows([1, y]), sampleWeight };
      const logs = await trainer.trainOnBatch(batch);
      trainer.dispose();
      dispose(batch);
      return logs;
    };
    expect((await run(tensor1d([1, 1e-30]), nan)).loss).toBe(nan);
    expect(await run(rows([1, 0.5]))).toEqual(await run(tensor1d([1, 0.5])));
    await expect(run([1, 0.5] as never)).rejects.toThrow(
      'trainOnBatch: a batch must hold tensors, got [1, 0.5] for sampleWeight',
    );
  });
});
