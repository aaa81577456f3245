import '@tensorflow/tfjs-backend-cpu';
import { batch, fromArrays, hostArray, pipe } from '@kindling/data';
import { dense, dropout, input, sequential } from '@kindling/models';
import { memory, randomNormal, sum } from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, expect, test } from 'vitest';
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

test('an evaluation has the trainer to itself; a predict ends where its trainer is disposed of', async () => {
  const trainer = fresh();
  const alone = await trainer.evaluate({ x, y });
  const running = trainer.evaluate({ x, y }, { batchSize: 10 });
  await expect(trainer.evaluate({ x, y })).rejects.toThrow('evaluate: this trainer is in the middle of an evaluation');
  await expect(trainer.fit({ x, y })).rejects.toThrow('in the middle of an evaluation; wait for its promise');
  expect((await running).loss).toBeCloseTo(alone.loss, 5);
  const predicting = trainer.predict(x, { batchSize: 10 });
  trainer.dispose();
  await expect(predicting).rejects.toThrow('predict: this trainer was disposed of');
  nothingLeft();
});

test('options that are unknown or out of range are refused', async () => {
  const trainer = fresh();
  await expect(trainer.fit({ x, y }, { validationData: { x, y } } as never)).rejects.toThrow(
    'fit: unknown option "validationData"',
  );
  await expect(trainer.evaluate({ x, y }, { steps: 0 })).rejects.toThrow('evaluate: steps must be a positive integer');
  await expect(trainer.predict(x, { steps: 1.5 })).rejects.toThrow('predict: steps must be a positive integer');
  await expect(trainer.predict(x, { batch: 1 } as never)).rejects.toThrow('predict: unknown option "batch"');
  await expect(trainer.trainOnBatch(x as never)).rejects.toThrow('trainOnBatch: a batch must be { x, y }, got Tensor');
  const endless = { size: Number.POSITIVE_INFINITY, async *[Symbol.asyncIterator]() {} };
  await expect(trainer.evaluate(endless)).rejects.toThrow('evaluate: the dataset has no end');
  await expect(trainer.predict(endless)).rejects.toThrow('predict: the dataset has no end');
  trainer.dispose();
  nothingLeft();
});
