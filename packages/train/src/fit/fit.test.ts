import '@tensorflow/tfjs-backend-cpu';
import { type Engine, release } from '@kindling/core';
import { dataset, pipe, prefetch } from '@kindling/data';
import { dense, dropout, input, sequential, type Weights } from '@kindling/models';
import { memory, randomNormal, sum, zeros } from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Callback } from '../callbacks/callback.ts';
import { eager } from '../engines/eager.ts';
import { sgd } from '../optimizers/sgd.ts';
import { exponentialDecay } from '../schedules/exponentialDecay.ts';
import { compile } from '../trainer/compile.ts';
import { callbackGrace } from './orders.ts';

const x = randomNormal([50, 3], 0, 1, 'float32', 1);
const y = sum(x, 1, true);
const line = sequential([input({ shape: [3] }), dense({ units: 1 })]);
const deep = sequential([
  input({ shape: [3] }),
  dense({ units: 4, activation: 'tanh' }),
  dropout({ rate: 0.3 }),
  dense({ units: 1 }),
]);
const fresh = () => compile(deep, { optimizer: 'adam', loss: 'mse', metrics: ['mae'], seed: 5 });

let before = 0;
beforeEach(() => {
  before = memory().numTensors;
});
afterAll(() => {
  expect(memory().numTensors).toBe(2);
});
const nothingLeft = () => expect(memory().numTensors).toBe(before);

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

test('sums fold before large batches would take a count past 2^24', async () => {
  const size = 2 ** 22 + 1;
  const told: string[] = [];
  const watched: Engine = (program, options) => {
    const session = eager()(program, options);
    return {
      ...session,
      step: () => void told.push('step'),
      fold: async () => void told.push('fold'),
    };
  };
  const trainer = compile(line, { optimizer: 'sgd', loss: 'mse', engine: watched, seed: 1 });
  const source = dataset({
    async *iterate() {
      for (let i = 0; i < 4; i++) yield { x: zeros([size, 0]), y: zeros([size, 0]) };
    },
  });
  await trainer.fit(source);
  expect(told).toEqual(['step', 'step', 'step', 'fold', 'step']);
  trainer.dispose();
  nothingLeft();
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

test('an abort is heard in the middle of a validation', async () => {
  const trainer = fresh();
  const abort = new AbortController();
  let given = 0;
  const validation = {
    async *[Symbol.asyncIterator]() {
      for (; given < 10; given++) {
        if (given === 3) abort.abort();
        yield { x: x.clone(), y: y.clone() };
      }
    },
  };
  await expect(trainer.fit({ x, y }, { validation, signal: abort.signal })).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
  expect([given, trainer.history]).toEqual([3, []]);
  trainer.dispose();
  nothingLeft();
});

test('a dataset that cannot be closed fails the fit, and callbacks hear of it', async () => {
  const batches = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false as const, value: { x: x.clone(), y: y.clone() } }),
      return: () => Promise.reject(new Error('still busy')),
    }),
  };
  const reasons: string[] = [];
  const callbacks: Callback[] = [{ onTrainEnd: ({ reason }) => void reasons.push(reason) }];
  const trainer = fresh();
  await expect(trainer.fit(batches, { stepsPerEpoch: 1, callbacks })).rejects.toThrow('still busy');
  expect(reasons).toEqual(['failed']);
  trainer.dispose();
  nothingLeft();
});

const never = () => new Promise<never>(() => undefined);
/** What a run comes to that is aborted as soon as it waits. */
const soonest = async (run: (signal: AbortSignal) => Promise<unknown>, waits: Promise<void>): Promise<unknown> => {
  const abort = new AbortController();
  void waits.then(() => abort.abort());
  const late = waits.then(() => new Promise((resolve) => setTimeout(() => resolve('still waiting'), 5000)));
  return Promise.race([run(abort.signal).catch((error: Error) => error.name), late]);
};

test('an abort is heard while source or validation source keeps fit waiting', async () => {
  const stalled = () => {
    const state = { closed: false };
    let waiting: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          waiting();
          return never();
        },
        return: async () => {
          state.closed = true;
          return { done: true as const, value: undefined };
        },
      }),
    };
    return { state, source, waits };
  };
  const [training, validating] = [stalled(), stalled()];
  const trainer = fresh();
  const untrained = (signal: AbortSignal) => trainer.fit(training.source as never, { signal });
  expect(await soonest(untrained, training.waits)).toBe('AbortError');
  const unvalidated = (signal: AbortSignal) =>
    trainer.fit({ x, y }, { validation: validating.source as never, signal });
  expect(await soonest(unvalidated, validating.waits)).toBe('AbortError');
  expect([training.state.closed, validating.state.closed]).toEqual([true, true]);
  trainer.dispose();
  nothingLeft();
});

test('an abort is heard while a callback keeps fit waiting, after its grace', async () => {
  const trainer = fresh();
  for (const hook of ['onTrainBegin', 'onEpochBegin', 'onBatchEnd', 'onEpochEnd', 'onSafePoint'] as const) {
    const abort = new AbortController();
    let failure: Promise<unknown> | undefined;
    await new Promise<void>((resolve) => {
      const stalled = () => {
        resolve();
        return never();
      };
      const ending = trainer.fit({ x, y }, { callbacks: [{ [hook]: stalled }], signal: abort.signal });
      failure = ending.catch((error: Error) => error.name);
    });
    vi.useFakeTimers();
    abort.abort();
    await vi.advanceTimersByTimeAsync(callbackGrace);
    vi.useRealTimers();
    expect(await failure, hook).toBe('AbortError');
  }
  expect(await trainer.fit({ x, y })).toHaveLength(1);
  trainer.dispose();
  nothingLeft();
});

test('a callback that writes for long when training is aborted may end it, and a checkpoint is taken after', async () => {
  const abort = new AbortController();
  const heard: string[] = [];
  const slow: Callback = {
    onEpochEnd: async () => {
      abort.abort();
      await new Promise((resolve) => setTimeout(resolve, 300));
      heard.push('slow');
    },
  };
  const next: Callback = { onEpochEnd: () => void heard.push('next') };
  const trainer = fresh();
  const training = trainer.fit({ x, y }, { epochs: 3, callbacks: [slow, next], signal: abort.signal });
  await expect(training).rejects.toThrow('aborted');
  expect(heard).toEqual(['slow', 'next']);
  expect((await trainer.checkpoint()).epoch).toBe(1);
  trainer.dispose();
  nothingLeft();
});

test("a callback's stop ends training where the source ahead is stalled", async () => {
  const source = dataset({
    async *iterate() {
      yield { x: x.clone(), y: y.clone() };
      await never();
    },
  });
  const trainer = fresh();
  const [row] = await trainer.fit(pipe(source, prefetch(2)) as never, { callbacks: [{ onBatchEnd: () => 'stop' }] });
  expect(row).toHaveProperty('mae');
  trainer.dispose();
});

test('a rate that a callback ordered holds in the next fit, and in single steps', async () => {
  const trainer = compile(line, { optimizer: sgd({ learningRate: 0.1 }), loss: 'mse', seed: 1 });
  await trainer.fit({ x, y }, { callbacks: [{ onEpochEnd: () => ({ learningRate: 0 }) }] });
  const rates: number[] = [];
  const watch: Callback = { onEpochBegin: ({ learningRate }) => void rates.push(learningRate) };
  await trainer.fit({ x, y }, { callbacks: [watch] });
  const still = (await trainer.trainOnBatch({ x, y })).loss;
  expect(rates).toEqual([0]);
  expect((await trainer.trainOnBatch({ x, y })).loss).toBe(still);
  trainer.dispose();
});

test('weights that trained elsewhere go on at the step and the batch where their epochs ended', async () => {
  const learningRate = exponentialDecay({ initialLearningRate: 0.1, decaySteps: 2, decayRate: 0.5 });
  const start = (weights?: Weights) =>
    compile(line, { optimizer: sgd({ learningRate }), loss: 'mse', seed: 1, ...(weights && { weights }) });
  const options = { batchSize: 10, stepsPerEpoch: 3 };
  const whole = start();
  await whole.fit({ x, y }, { epochs: 4, ...options });
  const first = start();
  await first.fit({ x, y }, { epochs: 2, ...options });
  const weights = first.snapshot();
  const second = start(weights);
  await second.fit({ x, y }, { epochs: 4, initialEpoch: 2, ...options });
  expect(second.history).toEqual(whole.history.slice(2));
  release(weights);
  for (const trainer of [whole, first, second]) trainer.dispose();
  nothingLeft();
});
