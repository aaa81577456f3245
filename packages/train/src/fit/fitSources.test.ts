import '@tensorflow/tfjs-backend-cpu';
import { batch, fromArrays, hostArray, map, pipe, shuffle } from '@kindling/data';
import { dense, dropout, input, sequential } from '@kindling/models';
import { memory, randomNormal, slice, sum, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { sgd } from '../optimizers/sgd.ts';
import { compile } from '../trainer/compile.ts';

const x = randomNormal([50, 3], 0, 1, 'float32', 1);
const y = sum(x, 1, true);
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

test('a fit with class weights is under way at once', async () => {
  const labels = tensor1d([0, 1, 1, 0], 'int32');
  const some = slice(x, [0, 0], [4, 3]);
  const classifier = sequential([input({ shape: [3] }), dense({ units: 2, activation: 'softmax' })]);
  const trainer = compile(classifier, { optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy', seed: 5 });
  const running = trainer.fit({ x: some, y: labels }, { classWeight: { 0: 3 } });
  expect(() => trainer.step({ x: some, y: labels })).toThrow('in the middle of a fit');
  await expect(trainer.fit({ x: some, y: labels }, { classWeight: { 0: 3 } })).rejects.toThrow(
    'in the middle of a fit',
  );
  await running;
  for (const one of [trainer, some, labels]) one.dispose();
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

test('a split leaves as many to train on as in Keras, whatever the rounding', async () => {
  const ones = (rows: number) => ({
    x: hostArray(new Float32Array(3 * rows), [rows, 3]),
    y: hostArray(new Float32Array(rows), [rows, 1]),
  });
  const trained = async (rows: number, validationSplit: number) => {
    const batches: unknown[] = [];
    const trainer = fresh();
    const callbacks = [{ onTrainBegin: (event: { batches: number | undefined }) => void batches.push(event.batches) }];
    await trainer.fit(ones(rows), { epochs: 0, batchSize: 1, validationSplit, callbacks });
    trainer.dispose();
    return batches[0];
  };
  // 100 · 0.07 is 7.000000000000001 in float64.
  expect([await trained(100, 0.07), await trained(10, 0.8), await trained(10, 0.25)]).toEqual([93, 2, 7]);
});

test('data that is neither a dataset nor { x, y } is refused by what it is', async () => {
  const trainer = fresh();
  const wrong: readonly (readonly [unknown, string])[] = [
    [x, 'fit: data must be { x, y } or a dataset of such batches, got Tensor'],
    [undefined, 'got undefined'],
    [{ x }, 'got { x }'],
    [[{ x, y }], 'got [{ x, y }]'],
    [{ x, y, sampleWeights: y }, 'unknown option "sampleWeights"; did you mean "sampleWeight"?'],
  ];
  for (const [data, message] of wrong) await expect(trainer.fit(data as never)).rejects.toThrow(message);
  await expect(trainer.fit(x as never, y as never)).rejects.toThrow('fit: data must be { x, y }');
  trainer.dispose();
});

test('validation data without an end needs validationSteps', async () => {
  const endless = {
    size: Number.POSITIVE_INFINITY,
    async *[Symbol.asyncIterator]() {
      for (;;) yield { x: x.clone(), y: y.clone() };
    },
  };
  const trainer = fresh();
  await expect(trainer.fit({ x, y }, { validation: endless })).rejects.toThrow(/no end.*validationSteps/);
  const [row] = await trainer.fit({ x, y }, { validation: endless, validationSteps: 2 });
  expect(row?.validation?.loss).toBeGreaterThan(0);
  trainer.dispose();
  nothingLeft();
});

test('class weights and weights in the batches of a dataset exclude each other, and nothing leaks', async () => {
  const weighed = {
    async *[Symbol.asyncIterator]() {
      yield { x: x.clone(), y: y.clone(), sampleWeight: tensor1d(new Float32Array(50)) };
    },
  };
  const trainer = fresh();
  await expect(trainer.fit(weighed, { classWeight: { 0: 2 } })).rejects.toThrow('give that or classWeight, not both');
  trainer.dispose();
  nothingLeft();
});

test('options that would do nothing are refused, with what does it', async () => {
  const trainer = fresh();
  const batches = { async *[Symbol.asyncIterator]() {} };
  const fit = (options: object, data: object = batches) => expect(trainer.fit(data as never, options)).rejects;
  await fit({ shuffle: true }).toThrow('fit: shuffle needs whole arrays; a dataset has its own order');
  await fit({ validationSplit: 0.5 }).toThrow('fit: validationSplit needs whole arrays; split() cuts a dataset');
  await fit({ sampleWeight: y }).toThrow('fit: sampleWeight needs whole arrays; a dataset gives it in its batches');
  await fit({ validationSteps: 2 }, { x, y }).toThrow('fit: validationSteps needs validation or validationSplit');
  await fit({ sampleWeight: y }, { x, y, sampleWeight: y }).toThrow('give it once');
  await fit({ shuffle: 'batch' }, { x, y }).toThrow('shuffle');
  await fit({ classWeight: new Map([[0, 2]]) }, { x, y }).toThrow('fit: classWeight must be a record');
  await fit({ signal: new AbortController() }, { x, y }).toThrow(
    'fit: signal must be an AbortSignal, got AbortController',
  );
  trainer.dispose();
  nothingLeft();
});
