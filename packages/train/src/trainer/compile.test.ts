import '@tensorflow/tfjs-backend-cpu';
import { jit } from '@kindling/jit';
import { meanAbsoluteError, meanMetric } from '@kindling/metrics';
import { dense, dropout, input, l2, model, sequential } from '@kindling/models';
import {
  abs,
  mean,
  memory,
  randomNormal,
  square,
  sub,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { earlyStopping } from '../callbacks/earlyStopping.ts';
import { eager } from '../engines/eager.ts';
import { sgd } from '../optimizers/sgd.ts';
import { compile } from './compile.ts';

const x = randomNormal([50, 3], 0, 1, 'float32', 1);
const y = sum(x, 1, true);
const line = sequential([input({ shape: [3] }), dense({ units: 1 })]);
const deep = sequential([
  input({ shape: [3] }),
  dense({ units: 4, activation: 'tanh' }),
  dropout({ rate: 0.3 }),
  dense({ units: 1 }),
]);
const still = sgd({ learningRate: 0 });

let before = 0;
beforeEach(() => {
  before = memory().numTensors;
});
afterAll(() => {
  expect(memory().numTensors).toBe(2);
});
const nothingLeft = () => expect(memory().numTensors).toBe(before);

test('a penalty is part of the loss, in training and in evaluation', async () => {
  const penalized = sequential([input({ shape: [3] }), dense({ units: 1, kernelRegularizer: l2(10) })]);
  const trainer = compile(penalized, { optimizer: still, loss: 'mse', metrics: ['mse'], seed: 1 });
  const kernel = Array.from(await trainer.weights.params['dense/kernel']!.data());
  const penalty = 10 * kernel.reduce((total, weight) => total + weight ** 2, 0);
  const [row] = await trainer.fit({ x, y });
  expect(row!.loss - row!.mse).toBeCloseTo(penalty, 4);
  const logs = await trainer.evaluate({ x, y });
  expect(logs.loss - logs.mse).toBeCloseTo(penalty, 4);
  trainer.dispose();
  nothingLeft();
});

test('several outputs have losses, weights and metrics by name', async () => {
  const from = input({ shape: [3] });
  const shared = dense({ units: 4, activation: 'tanh' })(from);
  const two = model({
    inputs: from,
    outputs: { total: dense({ units: 1 })(shared), sign: dense({ units: 1, activation: 'sigmoid' })(shared) },
  });
  const targets = {
    total: y,
    sign: tensor2d(
      Float32Array.from({ length: 50 }, (_, i) => i % 2),
      [50, 1],
    ),
  };
  const trainer = compile(two, {
    optimizer: still,
    loss: { total: 'mse', sign: 'binaryCrossentropy' },
    lossWeights: { sign: 0.5 },
    metrics: { total: ['mae'], sign: { right: 'accuracy' } },
    seed: 1,
  });
  const [row] = await trainer.fit({ x, y: targets });
  expect(Object.keys(row!).sort()).toEqual(['loss', 'sign.loss', 'sign.right', 'total.loss', 'total.mae']);
  expect(row!.loss).toBeCloseTo(row!['total.loss'] + 0.5 * row!['sign.loss'], 5);
  const predicted = await trainer.predict(x, { batchSize: 20 });
  expect([predicted.total.shape, predicted.sign.shape]).toEqual([
    [50, 1],
    [50, 1],
  ]);
  const options = { optimizer: still, loss: { total: 'mse', sign: 'mse' } } as const;
  expect(() => compile(two, { ...options, loss: { total: 'mse' } as never })).toThrow(
    'compile: loss must have one entry an output, but "sign" has none',
  );
  expect(() => compile(two, { ...options, metrics: { sing: ['mae'] } as never })).toThrow('did you mean "sign"?');
  expect(() => compile(two, { ...options, loss: 'mse' as never })).toThrow(
    'compile: loss must be a record of total, sign, got "mse"',
  );
  for (const one of [trainer, targets.sign, predicted.total, predicted.sign]) one.dispose();
  nothingLeft();
});

test('frozen layers keep their weights', async () => {
  const frozen = sequential([input({ shape: [3] }), dense({ units: 4, trainable: false }), dense({ units: 1 })]);
  const trainer = compile(frozen, { optimizer: 'adam', loss: 'mse', seed: 1 });
  const read = () => Promise.all(Object.values(trainer.weights.params).map((weight) => weight.data()));
  const start = await read();
  await trainer.fit({ x, y });
  const end = await read();
  expect([end[0], end[1]]).toEqual([start[0], start[1]]);
  expect(end[2]).not.toEqual(start[2]);
  trainer.dispose();
  nothingLeft();
});

test('weights that are not the model’s are refused', async () => {
  const { params, state } = deep.init({ seed: 1 });
  const options = { optimizer: 'adam', loss: 'mse' } as const;
  const { 'dense_1/bias': bias, ...rest } = params;
  expect(() => compile(deep, { ...options, weights: { params: rest, state } })).toThrow(
    'compile: weights.params lacks dense_1/bias of the model "model"; weightsFrom(model, weights, { fresh: ["dense_1"] })',
  );
  expect(() => compile(deep, { ...options, weights: { params: { ...params, more: bias! }, state } })).toThrow(
    'weights.params has more',
  );
  expect(() => compile(deep, { ...options, weights: { params: { ...params, 'dense/bias': bias! }, state } })).toThrow(
    'weights.params["dense/bias"] must be float32 [4], got float32 [1]',
  );
  for (const weights of [{}, { params }, params, null]) {
    expect(() => compile(deep, { ...options, weights: weights as never })).toThrow(
      'compile: weights must be { params, state }, as init() gives them',
    );
  }
  expect(() =>
    compile(deep, { ...options, weights: { params: { ...params, 'dense/bias': [0] as never }, state } }),
  ).toThrow('weights.params["dense/bias"] must be float32 [4], got [0]');
  for (const weight of Object.values(params)) weight.dispose();
  expect(() => compile(deep, { ...options, weights: { params, state } })).toThrow(
    'compile: weights.params["dense/kernel"] was disposed of before; keep weights until compile has copied them',
  );
  nothingLeft();
});

test('names that the log needs, or does not know, are refused', () => {
  const options = { optimizer: 'adam', loss: 'mse' } as const;
  for (const name of ['loss', 'validation', 'epoch', 'a.b', 'a/b']) {
    expect(() => compile(line, { ...options, metrics: { [name]: 'mae' } })).toThrow(
      `compile: "${name}" cannot be a metric's name`,
    );
  }
  expect(() => compile(line, { ...options, metrics: ['acuracy' as never] })).toThrow(
    'unknown metric "acuracy"; did you mean "accuracy"?',
  );
  expect(() => compile(line, { ...options, metrics: ['mae', 'mae'] })).toThrow('the metric "mae" was given twice');
  expect(() => compile(line, { ...options, metrics: ['mae'], weightedMetrics: ['mae'] })).toThrow(
    '"mae" is in metrics and in weightedMetrics',
  );
  expect(() => compile(line, { ...options, optimizer: 'adm' as never })).toThrow('did you mean "adam"?');
  expect(() => compile(line, { ...options, seed: -1 })).toThrow('seed');
  expect(() => compile(line, { ...options, metric: ['mae'] } as never)).toThrow(
    'compile: unknown option "metric"; did you mean "metrics"?',
  );
});

test('what is of the wrong type is refused where it is written', () => {
  const options = { optimizer: 'adam', loss: 'mse' } as const;
  const wrong: readonly (readonly [object, string])[] = [
    [
      { metrics: 5 },
      'compile: metrics must be a list of metrics, or a record of metrics by the names they shall have, got 5',
    ],
    [{ metrics: true }, 'got true'],
    [{ metrics: 'accuracy' }, 'got "accuracy"'],
    [{ weightedMetrics: new Map([['mae', 'mae']]) }, 'compile: weightedMetrics must be a list of metrics'],
    [{ metrics: meanAbsoluteError() }, 'compile: metrics must be a list of metrics'],
    [{ metrics: [5] }, 'compile: metrics[0] must be a name, or have one, got 5'],
    [{ engine: 5 }, 'compile: engine must be a function, got 5'],
    [{ engine: eager }, 'compile: engine must be called, eager()'],
    [{ engine: jit }, 'compile: engine must be called, jit()'],
    [{ optimizer: undefined }, 'compile: optimizer must be a name such as "adam"'],
    [{ loss: undefined }, 'compile: loss must be a name such as "meanSquaredError"'],
  ];
  for (const [option, message] of wrong) {
    expect(() => compile(line, { ...options, ...option } as never)).toThrow(message);
  }
  expect(() => compile({} as typeof line, options)).toThrow(
    'compile: give a model, of sequential() or model(), got {  }',
  );
  expect(() => compile(line, undefined as never)).toThrow('compile: optimizer must be a name such as "adam"');
});

test('a metric carries its direction to the callbacks, and one without needs mode', async () => {
  const upTo = meanMetric((target, prediction) => mean(sub(prediction, target), -1), { direction: 'max' });
  const trainer = compile(line, {
    optimizer: still,
    loss: 'mse',
    metrics: { upTo, off: (target, prediction) => mean(abs(sub(target, prediction)), -1), mae: 'mae' },
    seed: 1,
  });
  const seen: unknown[] = [];
  const look = { onTrainBegin: ({ directions }: { directions: object }) => void seen.push(directions) };
  const stopping = [earlyStopping({ monitor: 'upTo' }), earlyStopping({ monitor: 'mae' }), look];
  await trainer.fit({ x, y }, { callbacks: stopping });
  expect(seen).toEqual([{ loss: 'min', upTo: 'max', off: undefined, mae: 'min' }]);
  await expect(trainer.fit({ x, y }, { callbacks: [earlyStopping({ monitor: 'off' })] })).rejects.toThrow(
    'earlyStopping: is "off" to fall or to rise? Give mode',
  );
  trainer.dispose();
  nothingLeft();
});

test('a loss of one’s own gives a value a sample, or one number where nothing is weighed', async () => {
  const perBatch = (target: Tensor, prediction: Tensor) => mean(square(sub(target, prediction)));
  const perSample = (target: Tensor, prediction: Tensor) => mean(square(sub(target, prediction)), -1);
  const rows = [];
  for (const loss of [perBatch, perSample, 'mse'] as const) {
    const trainer = compile(line, {
      optimizer: 'sgd',
      loss,
      seed: 1,
      metrics: { off: (target, prediction) => mean(abs(sub(target, prediction)), -1) },
    });
    rows.push((await trainer.fit({ x, y }, { epochs: 2 })).at(-1)!);
    trainer.dispose();
  }
  for (const row of rows) expect(row.loss).toBeCloseTo(rows[0]!.loss, 5);
  const trainer = compile(line, { optimizer: 'sgd', loss: perBatch, seed: 1 });
  const sampleWeight = tensor1d(new Float32Array(50));
  await expect(trainer.fit({ x, y, sampleWeight })).rejects.toThrow(/perBatch: weights need a loss for each sample/);
  const wrong = compile(line, { optimizer: 'sgd', loss: () => tensor1d([1, 2, 3]), seed: 1 });
  await expect(wrong.fit({ x, y })).rejects.toThrow(/one value a sample, \[32\], got \[3\]/);
  for (const one of [trainer, wrong, sampleWeight]) one.dispose();
  nothingLeft();
});

test('a seed of null is refused: it does not stand for none', () => {
  expect(() => compile(line, { optimizer: 'sgd', loss: 'mse', seed: null as never })).toThrow('seed');
});

test('a promise is no record of metrics', () => {
  const metrics = Promise.resolve(['mae']) as never;
  expect(() => compile(line, { optimizer: 'sgd', loss: 'mse', metrics })).toThrow(
    'compile: metrics must be a list of metrics',
  );
});

test('without a seed one is drawn, and told', async () => {
  const trainer = compile(line, { optimizer: 'sgd', loss: 'mse' });
  const again = compile(line, { optimizer: 'sgd', loss: 'mse', seed: trainer.seed });
  expect(await again.fit({ x, y })).toEqual(await trainer.fit({ x, y }));
  trainer.dispose();
  again.dispose();
});

test('a model with nothing to train can be evaluated, and is refused by fit', async () => {
  const frozen = sequential([input({ shape: [3] }), dense({ units: 1, trainable: false })]);
  const trainer = compile(frozen, { optimizer: 'adam', loss: 'mse', seed: 1 });
  expect((await trainer.evaluate({ x, y })).loss).toBeGreaterThan(0);
  await expect(trainer.fit({ x, y })).rejects.toThrow('compile: the model has no parameter to train');
  trainer.dispose();
  nothingLeft();
});

test('outputs and inputs may have the names that every object inherits, in a model inside a model too', async () => {
  const read = input({ shape: [3] });
  const inner = model({ inputs: { toString: read }, outputs: { constructor: dense({ units: 1 })(read) } });
  const outer = input({ shape: [3] });
  const { constructor: out } = inner({ toString: outer });
  const net = model({ inputs: { valueOf: outer }, outputs: { constructor: out } });
  const trainer = compile(net, { optimizer: still, loss: { constructor: 'mse' }, metrics: { constructor: ['mae'] } });
  const data = { x: { valueOf: x }, y: { constructor: y } };
  const [row] = await trainer.fit(data);
  expect(Object.keys(row!)).toEqual(['loss', 'constructor.loss', 'constructor.mae']);
  expect(Object.values(row!).every(Number.isFinite)).toBe(true);
  const predicted = await trainer.predict({ valueOf: x });
  expect(predicted.constructor.shape).toEqual([50, 1]);
  predicted.constructor.dispose();
  trainer.dispose();
  nothingLeft();
});
