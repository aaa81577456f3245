import '@tensorflow/tfjs-backend-cpu';
import { platform } from '@kindling/core';
import { dense, input, sequential } from '@kindling/models';
import { memory, randomNormal, sum, Tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { compile } from '../trainer/compile.ts';
import type { Reading } from './callback.ts';
import { type Report, report } from './report.ts';

let time = 0;
beforeEach(() => {
  time = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const begin = {
  epochs: 1,
  initialEpoch: 0,
  batches: undefined,
  directions: {},
  leads: true,
  epoch: 0,
  learningRate: 0.1,
};

/** What a run tells and reads: a batch of 4 samples takes 100 ms, 3 of them of the host, and its loss is its number. */
const stage = (callback: ReturnType<typeof report>) => {
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  let [batches, reads] = [0, 0];
  const total = (n: number): number => (n * (n + 1)) / 2;
  const reading = (upTo: number, since?: Reading): Reading => {
    const from = since?.sums.steps?.[0] ?? 0;
    const window = { loss: (total(upTo) - total(from)) / (upTo - from) };
    return { logs: { loss: total(upTo) / upTo }, window, sums: { steps: Float64Array.of(upTo) }, time };
  };
  return {
    get reads() {
      return reads;
    },
    begin: async () => {
      await callback.onTrainBegin?.(begin);
      await callback.onEpochBegin?.(begin);
    },
    batch: async (read?: Promise<void>) => {
      time += 100;
      batches += 1;
      const at = batches;
      await callback.onBatchEnd?.({
        ...{ ...begin, batch: at - 1, samples: 4, step: 10 + at, hostTime: 3 },
        logs: () => expect.unreachable(),
        read: async (since) => {
          reads += 1;
          await read;
          return reading(at, since);
        },
      });
      for (let turn = 0; turn < 10; turn++) await undefined;
    },
    end: async () => {
      const { logs, time: trained } = reading(batches);
      time += 5000; // validation
      const tools = { snapshot: () => ({}) as never, encode: async () => new Uint8Array(), predict: async () => 0 };
      await callback.onEpochEnd?.({
        ...begin,
        logs,
        read: async (since) => ({ ...reading(batches, since), time: trained }),
        ...tools,
      });
    },
  };
};

test('a report tells of what was done since the one before', async () => {
  const told: Report[] = [];
  const run = stage(report({ every: 250, onReport: (one) => void told.push(one) }));
  await run.begin();
  for (let i = 0; i < 5; i++) await run.batch();
  await run.end();
  const place = { epoch: 0, epochs: 1, batches: undefined, stepsPerSecond: 10, hostTimePerStep: 3 };
  expect(told).toEqual([
    { ...place, batch: 1, step: 11, samples: 4, steps: 1, logs: { loss: 1 }, window: { loss: 1 } },
    { ...place, batch: 4, step: 14, samples: 16, steps: 3, logs: { loss: 2.5 }, window: { loss: 3 } },
    { ...place, batch: 5, step: 15, samples: 20, steps: 1, logs: { loss: 3 }, window: { loss: 5 } },
  ]);
  expect(run.reads).toBe(2);
});

test('one read is under way at most, and a slow listener is not called twice at once: what it missed is merged', async () => {
  const told: number[] = [];
  let go = (): void => undefined;
  const run = stage(
    report({
      every: 1,
      onReport: ({ steps }) => {
        told.push(steps);
        return new Promise<void>((resolve) => {
          go = resolve;
        });
      },
    }),
  );
  await run.begin();
  let arrive = (): void => undefined;
  await run.batch(
    new Promise<void>((resolve) => {
      arrive = resolve;
    }),
  );
  await run.batch();
  expect([run.reads, told]).toEqual([1, []]);
  arrive();
  await run.batch();
  await run.batch();
  expect([run.reads, told]).toEqual([1, [1]]);
  go();
  await undefined;
  await run.batch();
  expect([run.reads, told]).toEqual([2, [1, 4]]);
  const ended = run.end();
  go();
  await ended;
  expect(told).toEqual([1, 4]);
});

test('a tab that nobody sees is told of once a second', async () => {
  vi.spyOn(platform, 'isHidden').mockReturnValue(true);
  const told: number[] = [];
  const run = stage(report({ every: 100, onReport: ({ batch }) => void told.push(batch) }));
  await run.begin();
  for (let i = 0; i < 25; i++) await run.batch();
  expect(told).toEqual([1, 11, 21]);
});

const x = randomNormal([48, 3], 0, 1, 'float32', 1);
const y = sum(x, 1, true);
const line = () => {
  const net = sequential([input({ shape: [3] }), dense({ units: 1 })]);
  return compile(net, { optimizer: 'adam', loss: 'mse', metrics: ['mae'], seed: 5 });
};

test('windows add up to the epoch, and a run has the same bits with reports as without', async () => {
  const before = memory().numTensors;
  const [quiet, told] = [line(), line()];
  await quiet.fit({ x, y }, { epochs: 2, batchSize: 4 });
  const reports: Report<'mae'>[] = [];
  await told.fit(
    { x, y },
    { epochs: 2, batchSize: 4, callbacks: [report<'mae'>({ every: 1e-6, onReport: (one) => void reports.push(one) })] },
  );
  expect(told.history).toEqual(quiet.history);
  for (const epoch of [0, 1]) {
    const of = reports.filter((one) => one.epoch === epoch);
    const share = of.reduce((mean, { window, steps }) => mean + (window.mae * steps) / 12, 0);
    expect(of.reduce((count, { steps }) => count + steps, 0)).toBe(12);
    expect(share).toBeCloseTo(told.history[epoch]!.mae, 6);
    expect(of.at(-1)).toMatchObject({ batch: 12, step: 12 * (epoch + 1), samples: 48 * (epoch + 1) });
    expect(of.at(-1)!.logs.mae).toBe(told.history[epoch]!.mae);
  }
  quiet.dispose();
  told.dispose();
  expect(memory().numTensors).toBe(before);
});

test('nothing is read in a batch that is not told of', async () => {
  const trainer = line();
  const data = vi.spyOn(Tensor.prototype, 'data');
  await trainer.fit({ x, y }, { epochs: 1, batchSize: 1 });
  const alone = data.mock.calls.length;
  expect(alone).toBe(6); // on cpu, each number of two readings by itself
  data.mockClear();
  await trainer.fit(
    { x, y },
    { epochs: 1, batchSize: 1, callbacks: [report({ every: 1e9, onReport: () => undefined })] },
  );
  // The first batch and the epoch's end are told of: a reading, its means, and those of the window.
  expect(data.mock.calls.length).toBe(alone + 8);
  trainer.dispose();
});

test('an error of the listener ends the fit, now or later', async () => {
  const trainer = line();
  const fails = [
    () => {
      throw new Error('no such canvas');
    },
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('no such canvas');
    },
  ];
  for (const onReport of fails) {
    const heard: string[] = [];
    const listener = { onTrainEnd: ({ reason }: { reason: string }) => void heard.push(reason) };
    await expect(trainer.fit({ x, y }, { callbacks: [report({ onReport }), listener] })).rejects.toThrow(
      'no such canvas',
    );
    expect(heard).toEqual(['failed']);
  }
  trainer.dispose();
});

test('options that would not work are refused', () => {
  expect(() => report({ every: 0, onReport: () => undefined })).toThrow('report: every must be');
  expect(() => report({} as never)).toThrow('report: onReport');
});
