import '@tensorflow/tfjs-backend-cpu';
import { add, clone, concat, memory, scalar, sub, type Tensor, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Metric } from '../metric/metric.ts';
import { accuracy } from '../metrics/accuracy.ts';
import { meanAbsoluteError } from '../metrics/meanAbsoluteError.ts';
import { evaluate } from './evaluate.ts';

const batches = async function* (sizes: readonly number[]) {
  for (const size of sizes) {
    yield { x: tensor1d(Array(size).fill(size)), y: tensor1d(Array(size).fill(0)) };
  }
};

test('metrics are over samples, not over batches, and nothing stays behind', async () => {
  const before = memory().numTensors;
  const scores = await evaluate((x) => clone(x), batches([1, 3, 2]), { metrics: { mae: meanAbsoluteError() } });
  expect(scores).toEqual({ mae: expect.closeTo((1 + 9 + 4) / 6, 6) });
  expect(memory().numTensors).toBe(before);
});

test('many batches, folded on the way, give the same', async () => {
  const sizes = Array.from({ length: 300 }, (_, i) => (i % 3) + 1);
  const before = memory().numTensors;
  const { mae } = await evaluate((x) => clone(x), batches(sizes), { metrics: { mae: meanAbsoluteError() } });
  expect(mae).toBeCloseTo((100 * (1 + 4 + 9)) / 600, 6);
  expect(memory().numTensors).toBe(before);
});

test('counts are exact past 2^24 samples, whatever the batch size', async () => {
  // Rows of nothing: their number is all that counts. In float32 the 1 of each batch would be lost from 2^25 on.
  const size = 2 ** 22 + 1;
  const overflow: Metric = {
    init: () => ({ total: scalar(0) }),
    update: ({ total }, { prediction }) => ({ total: add(total!, prediction.shape[0]!) }),
    result: ({ total }) => sub(total!, 100 * 2 ** 22),
  };
  const data = Array.from({ length: 100 }, () => ({ x: zeros([size, 0]), y: zeros([size, 0]) }));
  const { over } = await evaluate((x) => clone(x), data, { metrics: { over: overflow } });
  expect(Math.abs(over - 100)).toBeLessThanOrEqual(16); // half of float32's step at 4e8
});

test('predict may be asynchronous, hand its input on, and read an input of any form', async () => {
  const data = [
    { x: { left: tensor1d([1]), right: tensor1d([2]) }, y: tensor1d([5]) },
    { x: { left: tensor1d([3]), right: tensor1d([4]) }, y: tensor1d([5]) },
  ];
  const { mae } = await evaluate(async ({ left }) => left, data, { metrics: { mae: meanAbsoluteError() } });
  expect(mae).toBe(3);
  expect(data.flatMap(({ x, y }) => [x.left, x.right, y]).every((tensor) => tensor.isDisposed)).toBe(true);
});

test('weights of a batch are used', async () => {
  const data = [{ x: tensor1d([1, 10]), y: tensor1d([0, 0]), sampleWeight: tensor1d([3, 1]) }];
  expect(await evaluate((x) => clone(x), data, { metrics: { mae: meanAbsoluteError() } })).toEqual({ mae: 13 / 4 });
});

test('a column of weights is weights, for a metric of one’s own too, and nothing stays behind', async () => {
  const before = memory().numTensors;
  const seen: number[][] = [];
  const mine: Metric = {
    ...meanAbsoluteError(),
    update: (state, batch) => {
      seen.push(batch.sampleWeight!.shape);
      return meanAbsoluteError().update(state, batch);
    },
  };
  const data = [{ x: tensor1d([1, 10]), y: tensor1d([0, 0]), sampleWeight: tensor2d([[3], [1]]) }];
  expect(await evaluate((x) => clone(x), data, { metrics: { mine } })).toEqual({ mine: 13 / 4 });
  expect([seen, memory().numTensors]).toEqual([[[2]], before]);
});

test('a NaN among thousands of predictions shows', async () => {
  const data = [
    {
      x: tensor2d([
        [0.1, Number.NaN],
        [1, 0],
      ]),
      y: tensor2d([
        [1, 0],
        [1, 0],
      ]),
    },
  ];
  expect((await evaluate((x) => clone(x), data, { metrics: { accuracy: accuracy() } })).accuracy).toBeNaN();
});

test.each<[string, (x: Tensor) => Tensor | Promise<Tensor>, string]>([
  [
    'predict throws',
    () => {
      throw new Error('no device');
    },
    'no device',
  ],
  ['predict rejects', () => Promise.reject(new Error('lost device')), 'lost device'],
  [
    'a metric refuses',
    (x) => concat([x, x]),
    'meanAbsoluteError: y and prediction must hold the same samples, got [3] and [6]',
  ],
  ['predict gives no tensor', () => ({}) as Tensor, 'evaluate: predict must give a tensor, got {  }'],
])('when %s, everything is freed and the data is closed', async (_, predict, message) => {
  const before = memory().numTensors;
  let closed = false;
  const data = async function* () {
    try {
      yield* batches([3, 3]);
    } finally {
      closed = true;
    }
  };
  await expect(evaluate(predict, data(), { metrics: { mae: meanAbsoluteError() } })).rejects.toThrow(message);
  expect(closed).toBe(true);
  expect(memory().numTensors).toBe(before);
});

test('freed tensors, and metrics that are no record, are told as such', async () => {
  const x = tensor1d([1]);
  const y = tensor1d([0]);
  const twice = [
    { x, y },
    { x, y },
  ];
  await expect(
    evaluate((value: Tensor) => clone(value), twice, { metrics: { mae: meanAbsoluteError() } }),
  ).rejects.toThrow(
    'evaluate: x was disposed of before. Batches are freed once they were used: make new tensors for each',
  );
  const given = (options: unknown) => expect(evaluate((value: Tensor) => value, [], options as never)).rejects;
  await given({ metrics: ['acc'] }).toThrow(
    'evaluate: metrics must be a record such as { accuracy: accuracy() }, got ["acc"]',
  );
  await given(undefined).toThrow('evaluate: metrics must be a record such as { accuracy: accuracy() }, got undefined');
  await given({ metrics: { acc: 'acuracy' } }).toThrow('evaluate: unknown metric "acuracy"; did you mean "accuracy"?');
  await given({ metrics: { acc: accuracy } }).toThrow('evaluate: metric must be called, accuracy()');
});

test('what is no function, no batches or no batch is refused', async () => {
  const options = { metrics: { mae: meanAbsoluteError() } };
  await expect(evaluate(5 as never, batches([1]), options)).rejects.toThrow(
    'evaluate: predict must be a function of x, got 5; (x) => model.apply(weights, x)',
  );
  for (const data of [null, undefined, 5, {}]) {
    await expect(evaluate((x: Tensor) => x, data as never, options)).rejects.toThrow(
      'evaluate: data must be batches { x, y }, such as a dataset or a list, got ',
    );
  }
  for (const batch of [null, 5, { x: 1 }]) {
    await expect(evaluate((x: Tensor) => x, [batch] as never, options)).rejects.toThrow(
      'evaluate: each batch must be { x, y } with a tensor y, got ',
    );
  }
});

test('no data and no metric are refused', async () => {
  const before = memory().numTensors;
  await expect(evaluate((x: Tensor) => x, batches([]), { metrics: { mae: meanAbsoluteError() } })).rejects.toThrow(
    'evaluate: data gave no batches; a generator gives them only once',
  );
  await expect(evaluate((x: Tensor) => x, batches([1]), { metrics: {} })).rejects.toThrow(
    'evaluate: metrics must name at least one metric, got {}',
  );
  expect(memory().numTensors).toBe(before);
});
