import '@tensorflow/tfjs-backend-cpu';
import { batch, fromArrays, hostArray, map, pipe, shuffle } from '@kindling/data';
import { dense, dropout, input, l2, model, sequential } from '@kindling/models';
import {
  abs,
  mean,
  memory,
  randomNormal,
  slice,
  square,
  sub,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Callback } from './callback.ts';
import { compile } from './compile.ts';
import { sgd } from './optimizers/sgd.ts';

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
const fresh = () => compile(deep, { optimizer: 'adam', loss: 'mse', metrics: ['mae'], seed: 5 });

let before = 0;
beforeEach(() => {
  before = memory().numTensors;
});
afterAll(() => {
  expect(memory().numTensors).toBe(2);
});
const nothingLeft = () => expect(memory().numTensors).toBe(before);

test('logs are means over samples, however they are cut', async () => {
  const trainer = compile(line, { optimizer: still, loss: 'mse', metrics: ['mae'], seed: 1 });
  const rows = [];
  for (const batchSize of [50, 16, 7]) rows.push(...(await trainer.fit({ x, y }, { batchSize })));
  const whole = await trainer.evaluate({ x, y }, { batchSize: 50 });
  for (const row of rows) {
    expect(row.loss).toBeCloseTo(whole.loss, 5);
    expect(row.mae).toBeCloseTo(whole.mae, 5);
  }
  trainer.dispose();
  nothingLeft();
});

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

test('two fits in a row are one long fit', async () => {
  const [once, twice] = [fresh(), fresh()];
  await once.fit({ x, y }, { epochs: 4 });
  const first = await twice.fit({ x, y }, { epochs: 2 });
  const second = await twice.fit({ x, y }, { epochs: 2 });
  expect([...first, ...second]).toEqual(once.history);
  expect(twice.history).toEqual(once.history);
  once.dispose();
  twice.dispose();
  nothingLeft();
});

test('host arrays and tensors train alike, and a dataset in the same order does too', async () => {
  const host = {
    x: hostArray(Float32Array.from(await x.data()), [50, 3]),
    y: hostArray(Float32Array.from(await y.data()), [50, 1]),
  };
  const runs = [];
  for (const data of [{ x, y }, host, pipe(fromArrays(host), batch(32))]) {
    const trainer = fresh();
    runs.push(await trainer.fit(data, { epochs: 2, shuffle: false }));
    trainer.dispose();
  }
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
  nothingLeft();
});

test('validationSplit takes the last samples and does not train on them', async () => {
  const [split, apart] = [fresh(), fresh()];
  const [head, tail] = [slice(x, [0, 0], [40, 3]), slice(x, [40, 0], [10, 3])];
  const [headY, tailY] = [slice(y, [0, 0], [40, 1]), slice(y, [40, 0], [10, 1])];
  const a = await split.fit({ x, y }, { epochs: 2, validationSplit: 0.2 });
  const b = await apart.fit({ x: head, y: headY }, { epochs: 2, validation: { x: tail, y: tailY } });
  expect(a).toEqual(b);
  expect(Object.keys(a[0]!)).toEqual(['loss', 'mae', 'validation']);
  for (const one of [split, apart, head, tail, headY, tailY]) one.dispose();
  nothingLeft();
});

test('sample weights count in the loss and in weighted metrics, not in others; class weights do the same', async () => {
  const labels = tensor1d([0, 1, 1, 0], 'int32');
  const some = slice(x, [0, 0], [4, 3]);
  const classifier = sequential([input({ shape: [3] }), dense({ units: 2, activation: 'softmax' })]);
  const run = async (options: object) => {
    const trainer = compile(classifier, {
      optimizer: still,
      loss: 'sparseCategoricalCrossentropy',
      metrics: { plain: 'accuracy' },
      weightedMetrics: { heeding: 'accuracy' },
      seed: 2,
    });
    try {
      const [row] = await trainer.fit({ x: some, y: labels }, { shuffle: false, ...options });
      return row!;
    } finally {
      trainer.dispose();
    }
  };
  const weights = tensor1d([3, 0.5, 0.5, 3]);
  const [none, byClass, bySample] = [
    await run({}),
    await run({ classWeight: { 0: 3, 1: 0.5 } }),
    await run({ sampleWeight: weights }),
  ];
  expect(byClass).toEqual(bySample);
  expect(byClass.loss).not.toBeCloseTo(none.loss, 3);
  expect(byClass.plain).toBe(none.plain);
  expect(none.heeding).toBeCloseTo(none.plain, 6);
  await expect(run({ classWeight: { 0: 3 }, sampleWeight: weights })).rejects.toThrow(
    'fit: give classWeight or sampleWeight, not both',
  );
  for (const tensor of [labels, some, weights]) tensor.dispose();
});

test('stepsPerEpoch cuts an endless dataset into epochs', async () => {
  let given = 0;
  const endless = {
    size: Number.POSITIVE_INFINITY,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        given += 1;
        yield { x: x.clone(), y: y.clone() };
      }
    },
  };
  const trainer = fresh();
  await expect(trainer.fit(endless)).rejects.toThrow(/no end.*stepsPerEpoch/);
  const batches: number[] = [];
  await trainer.fit(endless, {
    epochs: 2,
    stepsPerEpoch: 3,
    callbacks: [{ onBatchEnd: ({ batch }) => void batches.push(batch) }],
  });
  expect([batches, given]).toEqual([[0, 1, 2, 0, 1, 2], 6]);
  trainer.dispose();
  nothingLeft();
});

test('a generator that can be read once is refused in its second epoch', async () => {
  const once = (async function* () {
    yield { x: x.clone(), y: y.clone() };
  })();
  const trainer = fresh();
  await expect(trainer.fit(once, { epochs: 2 })).rejects.toThrow(/pass 2.*read only once/);
  expect(trainer.history).toHaveLength(1);
  await expect(trainer.fit({ async *[Symbol.asyncIterator]() {} })).rejects.toThrow('fit: the dataset is empty');
  trainer.dispose();
  nothingLeft();
});

test('callbacks hear what happens in order, and are waited for', async () => {
  const heard: string[] = [];
  const slow: Callback<'mae'> = {
    onTrainBegin: ({ epochs, batches }) => void heard.push(`begin ${epochs} x ${batches}`),
    onEpochBegin: async ({ epoch }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      heard.push(`epoch ${epoch}`);
    },
    onBatchEnd: async ({ batch, logs }) => {
      const { loss, mae } = await logs();
      heard.push(`batch ${batch} ${Number.isFinite(loss) && Number.isFinite(mae)}`);
    },
    onEpochEnd: ({ epoch, logs }) => void heard.push(`end ${epoch} ${Number.isFinite(logs.mae)}`),
    onTrainEnd: ({ reason, history }) => void heard.push(`${reason} ${history.length}`),
  };
  const trainer = fresh();
  await trainer.fit({ x, y }, { epochs: 2, initialEpoch: 1, callbacks: [slow] });
  expect(heard).toEqual(['begin 2 x 2', 'epoch 1', 'batch 0 true', 'batch 1 true', 'end 1 true', 'completed 1']);
  trainer.dispose();
  nothingLeft();
});

test('a callback that throws ends the fit with its error, and the trainer goes on', async () => {
  const trainer = fresh();
  const reasons: string[] = [];
  const failing: Callback = {
    onBatchEnd: () => {
      throw new Error('disk full');
    },
    onTrainEnd: ({ reason }) => void reasons.push(reason),
  };
  await expect(trainer.fit({ x, y }, { callbacks: [failing] })).rejects.toThrow('disk full');
  expect(reasons).toEqual(['failed']);
  expect(trainer.history).toEqual([]);
  expect(await trainer.fit({ x, y })).toHaveLength(1);
  trainer.dispose();
  nothingLeft();
});

test('an abort finishes the step, keeps whole epochs and throws AbortError', async () => {
  const trainer = fresh();
  const abort = new AbortController();
  const reasons: string[] = [];
  const callbacks: Callback[] = [
    {
      onBatchEnd: ({ epoch, batch }) => void (epoch === 1 && batch === 0 && abort.abort()),
      onTrainEnd: ({ reason }) => void reasons.push(reason),
    },
  ];
  await expect(trainer.fit({ x, y }, { epochs: 5, signal: abort.signal, callbacks })).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
  expect([trainer.history.length, reasons]).toEqual([1, ['aborted']]);
  trainer.dispose();
  nothingLeft();
});

test('a learning rate that a callback orders holds from the next step on', async () => {
  const trainer = compile(line, { optimizer: sgd({ learningRate: 0.1 }), loss: 'mse', seed: 1 });
  const rates: number[] = [];
  const callbacks: Callback[] = [
    { onEpochBegin: ({ learningRate }) => void rates.push(learningRate), onEpochEnd: () => ({ learningRate: 0 }) },
  ];
  const history = await trainer.fit({ x, y }, { epochs: 3, batchSize: 50, callbacks });
  expect(rates).toEqual([0.1, 0, 0]);
  expect(history[1]!.loss).toBeLessThan(history[0]!.loss);
  expect(history[2]!.loss).toBeCloseTo(history[1]!.loss, 6);
  trainer.dispose();
});

test('a loss of NaN goes on, and is logged as NaN', async () => {
  const trainer = compile(line, { optimizer: sgd({ learningRate: 1e30 }), loss: 'mse', seed: 1 });
  const history = await trainer.fit({ x, y }, { epochs: 3 });
  expect(history).toHaveLength(3);
  expect(history.at(-1)!.loss).toBeNaN();
  trainer.dispose();
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

test('predict follows the order of the samples, and takes datasets and arrays', async () => {
  const trainer = fresh();
  const whole = await trainer.predict(x, { batchSize: 50 });
  const parts = await trainer.predict(x, { batchSize: 7 });
  const streamed = await trainer.predict(
    pipe(fromArrays({ x: hostArray(Float32Array.from(await x.data()), [50, 3]) }), batch(9)),
  );
  const few = await trainer.predict(x, { batchSize: 10, steps: 2 });
  expect(await parts.array()).toEqual(await whole.array());
  expect(await streamed.array()).toEqual(await whole.array());
  expect(few.shape).toEqual([20, 1]);
  for (const one of [trainer, whole, parts, streamed, few]) one.dispose();
  nothingLeft();
});

test('step leaves its logs on the device; trainOnBatch reads them', async () => {
  const [a, b] = [fresh(), fresh()];
  const { loss, mae } = a.step({ x, y });
  const logs = await b.trainOnBatch({ x, y });
  expect([(await loss.data())[0], (await mae.data())[0]]).toEqual([logs.loss, logs.mae]);
  for (const one of [a, b, loss, mae]) one.dispose();
  nothingLeft();
});

test('a trainer does one thing at a time, and nothing once it is disposed of', async () => {
  const trainer = fresh();
  const running = trainer.fit({ x, y }, { epochs: 2 });
  await expect(trainer.fit({ x, y })).rejects.toThrow('fit: this trainer is in the middle of a fit');
  await expect(trainer.trainOnBatch({ x, y })).rejects.toThrow('trainOnBatch: this trainer is in the middle of a fit');
  expect(() => trainer.dispose()).toThrow('in the middle of a fit');
  await running;
  trainer.dispose();
  trainer.dispose();
  await expect(trainer.evaluate({ x, y })).rejects.toThrow('evaluate: this trainer was disposed of');
  expect(() => trainer.weights).toThrow('disposed of');
  nothingLeft();
});

test('weights that are not the model’s are refused', async () => {
  const { params, state } = deep.init({ seed: 1 });
  const options = { optimizer: 'adam', loss: 'mse' } as const;
  const { 'dense_1/bias': bias, ...rest } = params;
  expect(() => compile(deep, { ...options, weights: { params: rest, state } })).toThrow(
    'compile: weights.params lacks dense_1/bias',
  );
  expect(() => compile(deep, { ...options, weights: { params: { ...params, more: bias! }, state } })).toThrow(
    'weights.params has more',
  );
  expect(() => compile(deep, { ...options, weights: { params: { ...params, 'dense/bias': bias! }, state } })).toThrow(
    'weights.params["dense/bias"] must have the shape [4], got [1]',
  );
  for (const weight of Object.values(params)) weight.dispose();
  nothingLeft();
});

test('names that the log needs, or does not know, are refused', () => {
  const options = { optimizer: 'adam', loss: 'mse' } as const;
  for (const name of ['loss', 'validation', 'epoch', 'a.b']) {
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

test('without a seed one is drawn, and told', async () => {
  const trainer = compile(line, { optimizer: 'sgd', loss: 'mse' });
  const again = compile(line, { optimizer: 'sgd', loss: 'mse', seed: trainer.seed });
  expect(await again.fit({ x, y })).toEqual(await trainer.fit({ x, y }));
  trainer.dispose();
  again.dispose();
});

test('a shuffled dataset comes in another order each epoch, the same in each run', async () => {
  const host = {
    x: hostArray(Float32Array.from(await x.data()), [50, 3]),
    y: hostArray(Float32Array.from(await y.data()), [50, 1]),
  };
  const order = async () => {
    const firsts: number[] = [];
    const data = pipe(
      fromArrays(host),
      shuffle({ seed: 3 }),
      batch(50),
      map((element) => {
        firsts.push(element.x.dataSync()[0]!);
        return element;
      }),
    );
    const trainer = fresh();
    await trainer.fit(data, { epochs: 2 });
    trainer.dispose();
    return firsts;
  };
  const [first, second] = await order();
  expect(first).not.toBe(second);
  expect(await order()).toEqual([first, second]);
  nothingLeft();
});
