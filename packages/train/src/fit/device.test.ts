import '@tensorflow/tfjs-backend-cpu';
import { DeviceLostError, declareDeviceQueue } from '@kindling/core';
import { batch, fromArrays, pipe } from '@kindling/data';
import { dense, input, sequential } from '@kindling/models';
import { dispose, memory, randomNormal, setBackend, slice, sum, type Tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Callback } from '../callbacks/callback.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { compile } from '../trainer/compile.ts';

/** A device that does nothing on its own: what it was asked waits for the test. */
const device = () => {
  const asked: { resolve(): void; reject(error: Error): void }[] = [];
  const freed: number[] = [];
  let failure: Error | undefined;
  let isIdle = true;
  let undo = (): void => undefined;
  return {
    asked,
    freed,
    /** Puts it in: `work` decides whether it does its work at once. */
    declare: (work: 'at once' | 'when told') => {
      undo();
      isIdle = work === 'at once';
      undo = declareDeviceQueue('cpu', {
        settled: () => {
          const error = failure;
          failure = undefined;
          if (error !== undefined) return Promise.reject(error);
          return isIdle ? Promise.resolve() : new Promise((resolve, reject) => asked.push({ resolve, reject }));
        },
        freeUnused: () => void freed.push(memory().numTensors),
      });
    },
    /** What it tells when it is next asked. */
    report: (error: Error | undefined) => {
      failure = error;
    },
    remove: () => undo(),
  };
};

const gpu = device();
const x = randomNormal([40, 3], 0, 1, 'float32', 1);
const y = sum(x, 1, true);
const net = sequential([input({ shape: [3] }), dense({ units: 1 })]);
const settings = { optimizer: 'adam', loss: 'mse', seed: 3 } as const;
const batches = () => pipe(fromArrays({ x, y }), batch(4));
const turn = () => new Promise((resolve) => setImmediate(resolve));
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await turn();
};
/** Lets all go on that can. */
const rest = async (): Promise<void> => {
  for (let turns = 0; turns < 50; turns++) await turn();
};
const broken = new Error('sum: no such shader');
const lost = new DeviceLostError('the device is gone', 'unknown');

let before = 0;
beforeEach(async () => {
  await setBackend('cpu');
  before = memory().numTensors;
  gpu.asked.length = 0;
  gpu.freed.length = 0;
  gpu.report(undefined);
});
afterEach(() => {
  gpu.remove();
  expect(memory().numTensors).toBe(before);
});

/** Steps as they are given out. */
const counting = () => {
  const seen = { steps: 0, reason: '' };
  const callback: Callback = {
    onBatchEnd: ({ step }) => {
      seen.steps = step;
    },
    onTrainEnd: ({ reason }) => {
      seen.reason = reason;
    },
  };
  return { seen, callback };
};

/** Lets the device do what it was asked, until a promise comes to something. */
const workUntil = async (coming: Promise<unknown>): Promise<void> => {
  let over = false;
  const end = (): void => {
    over = true;
  };
  coming.then(end, end);
  while (!over) {
    gpu.asked.shift()?.resolve();
    await turn();
  }
};

test('fit, evaluate and predict do not run ahead of the device', async () => {
  const trainer = compile(net, settings);
  gpu.declare('when told');
  const { seen, callback } = counting();
  const fitting = trainer.fit(batches(), { epochs: 2, callbacks: [callback] });
  await until(() => gpu.asked.length > 0);
  await rest();
  expect([seen.steps, gpu.asked.length]).toEqual([0, 1]); // the first step is at work
  gpu.asked.shift()!.resolve();
  await until(() => seen.steps > 1);
  await rest();
  const ahead = seen.steps;
  await rest();
  expect([seen.steps, ahead > 1, ahead <= 5]).toEqual([ahead, true, true]); // four more at most
  await workUntil(fitting);
  expect([seen.steps, seen.reason]).toEqual([20, 'completed']);
  for (const run of [() => trainer.evaluate(batches()), () => trainer.predict(batches() as never)]) {
    const running = run();
    await until(() => gpu.asked.length > 0);
    await rest();
    expect(gpu.asked).toHaveLength(1);
    await workUntil(running);
    (await (running as Promise<{ dispose?: () => void }>)).dispose?.();
  }
  trainer.dispose();
});

test('a run has the same bits and rows whether the device is waited for or not', async () => {
  const [free, paced] = [compile(net, settings), compile(net, settings)];
  await free.fit(batches(), { epochs: 2, validation: { x, y } });
  gpu.declare('at once');
  await paced.fit(batches(), { epochs: 2, validation: { x, y } });
  expect(paced.history).toEqual(free.history);
  free.dispose();
  paced.dispose();
});

test('when an abort comes out of fit the device is idle, and what it reports then does not take its place', async () => {
  const trainer = compile(net, settings);
  gpu.declare('when told');
  const control = new AbortController();
  const { seen, callback } = counting();
  const fitting = trainer.fit(batches(), { callbacks: [callback], signal: control.signal });
  let over = false;
  fitting.catch(() => {
    over = true;
  });
  await until(() => gpu.asked.length > 0);
  gpu.asked.shift()!.resolve();
  await until(() => seen.steps > 1);
  await rest();
  control.abort(new Error('enough'));
  await until(() => gpu.asked.length > 1);
  await rest();
  expect([over, gpu.asked.length]).toEqual([false, 2]);
  gpu.asked.shift()!.resolve();
  await rest();
  expect(over).toBe(false); // the step after it is still at work
  while (gpu.asked.length > 0) gpu.asked.shift()!.reject(lost);
  gpu.report(lost);
  await expect(fitting).rejects.toThrow('enough');
  expect(seen.reason).toBe('aborted');
  gpu.declare('at once');
  await expect(trainer.checkpoint()).rejects.toThrow('checkpoint: the device failed in a step; go on from the last');
  trainer.dispose();
});

test('an evaluation or prediction that fails leaves the device idle, and nothing for the next run to be told of', async () => {
  const trainer = compile(net, settings);
  async function* ending() {
    for await (const one of batches()) {
      yield one;
      gpu.report(broken);
      throw new Error('no more batches');
    }
  }
  const source = { size: undefined, [Symbol.asyncIterator]: ending };
  gpu.declare('at once');
  for (const run of [() => trainer.evaluate(source), () => trainer.predict(source as never)]) {
    await expect(run()).rejects.toThrow('no more batches');
    await trainer.evaluate(batches());
  }
  trainer.dispose();
});

test('what the device reports comes out of whatever is awaited next', async () => {
  gpu.declare('at once');
  const trainer = compile(net, settings);
  const one = { x: slice(x, 0, 4), y: slice(y, 0, 4) };
  const awaited: (() => Promise<unknown>)[] = [
    () => trainer.evaluate({ x, y }),
    () => trainer.predict(x),
    () => trainer.checkpoint(),
    () => trainer.trainOnBatch(one),
    () => trainer.fit({ x, y }),
  ];
  for (const run of awaited) {
    gpu.report(broken);
    await expect(run()).rejects.toBe(broken);
  }
  const hooks: Callback[] = [
    { onBatchEnd: ({ batch: at }) => void (at === 9 && gpu.report(broken)) }, // the epoch's last
    {
      onBatchEnd: async ({ logs }) => {
        gpu.report(broken);
        await logs();
      },
    },
  ];
  for (const callback of hooks) await expect(trainer.fit(batches(), { callbacks: [callback] })).rejects.toBe(broken);
  await expect(trainer.checkpoint()).rejects.toThrow('the device failed in a step');
  trainer.dispose();
  dispose([one.x, one.y]);
});

test('dispose gives back what was kept for tensors to come, once all are freed', () => {
  gpu.declare('at once');
  const trainer = compile(net, settings);
  trainer.dispose();
  trainer.dispose();
  expect(gpu.freed).toEqual([before]);
});

test('a lost device comes out of fit as itself, and the run goes on from a checkpoint on another', async () => {
  const whole = compile(net, settings);
  const losses = (heard: number[]): Callback => ({
    name: 'losses',
    onEpochEnd: ({ logs }) => void heard.push(logs.loss),
    state: () => [...heard],
    resume: (saved: readonly number[]) => void heard.splice(0, heard.length, ...saved),
  });
  const [unbroken, heard, resumed] = [[], [], []] as number[][];
  await whole.fit(batches(), { epochs: 3, callbacks: [losses(unbroken!)] });

  gpu.declare('at once');
  const trainer = compile(net, settings);
  let saved: Checkpoint | undefined;
  const { seen, callback } = counting();
  const losing: Callback = {
    onSafePoint: async ({ step, checkpoint }) => {
      if (step === 14) saved = await checkpoint();
      if (step === 17) {
        gpu.report(lost);
        // As Dawn does where a buffer is mapped when the device goes.
        throw new DOMException('Instance reference no longer exists', 'AbortError');
      }
    },
  };
  const control = new AbortController();
  const running = trainer.fit(batches(), {
    epochs: 3,
    signal: control.signal,
    callbacks: [losses(heard!), callback, losing],
  });
  await expect(running).rejects.toBe(lost);
  expect(seen).toEqual({ steps: 17, reason: 'failed' });
  trainer.dispose();

  gpu.declare('at once');
  const again = compile(net, { ...settings, checkpoint: saved! });
  await again.fit(batches(), { epochs: 3, callbacks: [losses(resumed!)] });
  expect(again.history).toEqual(whole.history);
  expect(resumed).toEqual(unbroken);
  const weights = ({ weights: { params } }: typeof whole) =>
    Promise.all(Object.values(params).map(async (tensor: Tensor) => Array.from(await tensor.data())));
  expect(await weights(again)).toEqual(await weights(whole));
  whole.dispose();
  again.dispose();
});
