import '@tensorflow/tfjs-backend-cpu';
import { type Engine, release } from '@kindling/core';
import { batch, fromArrays, hostArray, pipe, shuffle } from '@kindling/data';
import { batchNormalization, dense, dropout, input, relu, sequential } from '@kindling/models';
import { memory, zeros } from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import type { Callback } from '../callbacks/callback.ts';
import { earlyStopping } from '../callbacks/earlyStopping.ts';
import { learningRateSchedule } from '../callbacks/learningRateSchedule.ts';
import { eager } from '../engines/eager.ts';
import { adam } from '../optimizers/adam.ts';
import { sgd } from '../optimizers/sgd.ts';
import { exponentialDecay } from '../schedules/exponentialDecay.ts';
import { compile } from '../trainer/compile.ts';
import type { Checkpoint } from './checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint } from './encodeCheckpoint.ts';

const samples = 22;
const x = hostArray(
  Float32Array.from({ length: samples * 3 }, (_, i) => Math.sin(i * i)),
  [samples, 3],
);
const y = hostArray(
  Float32Array.from({ length: samples }, (_, i) => Math.cos(i)),
  [samples, 1],
);

const net = () =>
  sequential([
    input({ shape: [3] }),
    dense({ units: 6 }),
    batchNormalization(),
    relu(),
    dropout({ rate: 0.3 }),
    dense({ units: 1 }),
  ]);

const schedule = exponentialDecay({ initialLearningRate: 0.05, decaySteps: 5, decayRate: 0.8 });
const made = {
  optimizer: () => adam({ learningRate: schedule, globalClipNorm: 1 }),
  loss: 'mse',
  metrics: ['mae'],
} as const;

interface Given {
  readonly epochs: number;
  readonly stepsPerEpoch?: number;
  readonly callbacks: () => readonly Callback<string, never>[];
}

/** Trains, from a checkpoint or from the beginning; tells the bits of the weights, and every checkpoint on the way. */
const run = async ({ callbacks, ...options }: Given, from?: Checkpoint) => {
  const trainer = compile(net(), {
    ...made,
    optimizer: made.optimizer(),
    ...(from === undefined ? { seed: 3 } : { checkpoint: from }),
  });
  const checkpoints: Checkpoint[] = [];
  const keeper: Callback = {
    onSafePoint: async ({ checkpoint }) => void checkpoints.push(await checkpoint()),
  };
  const data = pipe(fromArrays({ x, y }), shuffle({ seed: 4 }), batch(4));
  const [learning, validation] = [data, { x, y }];
  await trainer.fit(learning as never, {
    ...options,
    validation,
    callbacks: [...callbacks(), keeper] as readonly Callback[],
  });
  checkpoints.push(await trainer.checkpoint());
  const { params, state } = trainer.weights;
  const bits = await Promise.all([...Object.values(params), ...Object.values(state)].map((weight) => weight.data()));
  const outcome = { bits: bits.map((values) => [...values]), history: [...trainer.history] };
  trainer.dispose();
  return { outcome, checkpoints };
};

const settings: readonly (readonly [string, Given])[] = [
  ['whole passes', { epochs: 3, callbacks: () => [] }],
  ['epochs inside a pass', { epochs: 5, stepsPerEpoch: 4, callbacks: () => [] }],
  [
    'a rate that callbacks halve, and weights that come back',
    {
      epochs: 6,
      callbacks: () => [
        learningRateSchedule((epoch, rate) => (epoch > 0 ? rate / 2 : rate)),
        earlyStopping({ monitor: 'validation.loss', patience: 1, minDelta: 0.01, restoreBestWeights: true }),
      ],
    },
  ],
];

const before = memory().numTensors;
afterAll(() => {
  expect(memory().numTensors).toBe(before);
});

test.each(settings)(
  'a run that goes on from any of its checkpoints ends with the same bits: %s',
  async (_, given) => {
    const whole = await run(given);
    expect(whole.checkpoints.length).toBeGreaterThan(15);
    for (const [i, checkpoint] of whole.checkpoints.entries()) {
      const copy =
        i % 2 === 0 ? structuredClone(checkpoint) : await decodeCheckpoint(await encodeCheckpoint(checkpoint));
      expect(copy).toEqual(checkpoint);
      const { outcome } = await run(given, copy);
      expect(outcome, `checkpoint ${i}: epoch ${checkpoint.epoch}, batch ${checkpoint.batch}`).toEqual(whole.outcome);
    }
  },
  60_000,
);

test('what does not fit is refused by name, before a step', async () => {
  const trainer = compile(net(), { ...made, optimizer: made.optimizer(), seed: 1 });
  const stopping = [earlyStopping({ monitor: 'loss', patience: 5 })];
  await trainer.fit({ x, y }, { epochs: 2, batchSize: 5, callbacks: stopping });
  const checkpoint = await trainer.checkpoint();
  trainer.dispose();
  const again = (options: object, model = net()) =>
    compile(model, { ...made, optimizer: made.optimizer(), checkpoint, ...options });
  expect(() => again({ seed: 2 })).toThrow(
    'compile: the checkpoint was made with seed 1, got 2; give the same or none',
  );
  const weights = net().init({ seed: 9 });
  const begun = again({ seed: 1, weights });
  const [first] = Object.entries(checkpoint.params)[0]!;
  expect(begun.weights.params[first]!.dataSync()).toEqual(checkpoint.params[first]!.data);
  begun.dispose();
  release(weights);
  expect(() => again({ optimizer: 'adam' })).toThrow(
    'compile: the checkpoint was made with another optimizer: config[0].kind is "clipByGlobalNorm" there, and "adam" here',
  );
  expect(() => again({ optimizer: adam({ learningRate: schedule, globalClipNorm: 2 }) })).toThrow('another optimizer');
  expect(() => again({ optimizer: sgd() })).toThrow('kind is "adam" there, and "sgd" here');
  expect(() => again({ loss: 'mae' })).toThrow(
    'made with other losses or metrics: [0].loss is "meanSquaredError" there, and "meanAbsoluteError" here',
  );
  expect(() => again({}, sequential([input({ shape: [3] }), dense({ units: 1 })]))).toThrow(
    /is of another model: config\.layers\[0\]\..* is .* there, and .* here; start from its weights/,
  );
  expect(() => again({ checkpoint: { ...checkpoint, version: 2 } })).toThrow('is of version 2');
  expect(() => again({ checkpoint: { ...checkpoint, step: -1 } })).toThrow("the checkpoint's step must be");
  const remembering = (state: unknown) => ({ ...checkpoint, callbacks: [{ name: 'own', nth: 0, state }] });
  const circle: unknown[] = [];
  circle.push(circle);
  for (const state of [{ best: new Float32Array(2) }, [() => 1], new Map(), circle]) {
    await expect(encodeCheckpoint(remembering(state))).rejects.toThrow(
      "encodeCheckpoint: the checkpoint's callbacks[0].state must be plain data, as JSON can hold it, got ",
    );
  }
  const kept = { best: Number.NaN, rows: [1, [-0, null]] };
  expect((await decodeCheckpoint(await encodeCheckpoint(remembering(kept)))).callbacks[0]?.state).toEqual(kept);
  for (const [place, foreign] of [
    ['mine', { ...checkpoint, mine: 1 }],
    ['sums.mine', { ...checkpoint, sums: { ...checkpoint.sums, mine: {} } }],
    ['madeWith.mine', { ...checkpoint, madeWith: { ...checkpoint.madeWith, mine: '' } }],
    [`params["${first}"].mine`, { ...checkpoint, params: { [first]: { ...checkpoint.params[first], mine: 1 } } }],
    ['callbacks[0].mine', { ...checkpoint, callbacks: [{ name: 'own', nth: 0, mine: 1 }] }],
  ] as const) {
    const words = `the checkpoint's ${place} is not known here: a newer @kindling/train may read it`;
    expect(() => again({ checkpoint: foreign })).toThrow(`compile: ${words}`);
    await expect(encodeCheckpoint(foreign as never)).rejects.toThrow(`encodeCheckpoint: ${words}`);
  }
  const twice = { ...checkpoint, state: { ...checkpoint.state, ...checkpoint.params } };
  expect(() => again({ checkpoint: twice })).toThrow(`"${first}" must be a parameter or state, the same everywhere`);
  expect(() => again({ checkpoint: { ...checkpoint, learningRate: Number.POSITIVE_INFINITY } })).toThrow(
    "compile: the checkpoint's learningRate must be a number of at least 0, got Infinity",
  );
  expect(() => again({ checkpoint: {} })).toThrow('compile: the checkpoint is of version undefined');
  const resumed = again({});
  const fit = (options: object, data: object = { x, y }) =>
    resumed.fit(data as never, { epochs: 3, batchSize: 5, callbacks: stopping, ...options });
  await expect(fit({ initialEpoch: 3 })).rejects.toThrow('fit: the checkpoint stands in epoch 2, got initialEpoch 3');
  await expect(fit({ batchSize: 4 })).rejects.toThrow('made with other data: batches is 5 there, and 6 here');
  await expect(fit({ callbacks: [] })).rejects.toThrow('earlyStopping');
  expect(await fit({})).toHaveLength(1);
  resumed.dispose();
});

test('two fits of one trainer are one long fit, also inside a pass and with a rate that a callback ordered', async () => {
  const data = pipe(fromArrays({ x, y }), shuffle({ seed: 4 }), batch(4));
  const halve = learningRateSchedule((epoch, rate) => (epoch > 0 ? rate / 2 : rate));
  const trained = async (parts: readonly number[]) => {
    const trainer = compile(net(), { ...made, optimizer: made.optimizer(), seed: 3 });
    let initialEpoch = 0;
    for (const epochs of parts) {
      await trainer.fit(data as never, { epochs, initialEpoch, stepsPerEpoch: 4, callbacks: [halve] });
      initialEpoch = epochs;
    }
    const { history } = trainer;
    trainer.dispose();
    return history;
  };
  expect(await trained([3, 6])).toEqual(await trained([6]));
});

test('a run that ended after its last epoch is finished, and one that was stopped stays so', async () => {
  const given: Given = { epochs: 2, callbacks: () => [] };
  const { checkpoints } = await run(given);
  const again = await run(given, checkpoints.at(-1));
  expect(again.outcome.history).toHaveLength(2);
  const stopped = await run({ epochs: 2, callbacks: () => [] }, { ...checkpoints[0]!, stopped: true });
  expect(stopped.outcome.history).toHaveLength(1);
});

test('inside a hook no checkpoint is taken, since callbacks disagree', async () => {
  const trainer = compile(net(), { ...made, optimizer: made.optimizer(), seed: 1 });
  const early: Callback = { onEpochEnd: async () => void (await trainer.checkpoint()) };
  await expect(trainer.fit({ x, y }, { callbacks: [early] })).rejects.toThrow('take it in onSafePoint');
  trainer.dispose();
});

test('a dataset that cannot begin in the middle is refused there, with the remedy', async () => {
  const batches = pipe(fromArrays({ x, y }), batch(4));
  const plain = { size: 6, [Symbol.asyncIterator]: () => batches[Symbol.asyncIterator]() };
  const trainer = compile(net(), { ...made, optimizer: made.optimizer(), seed: 1 });
  const checkpoints: Checkpoint[] = [];
  const keeper: Callback = { onSafePoint: async ({ checkpoint }) => void checkpoints.push(await checkpoint()) };
  await trainer.fit(plain as never, { callbacks: [keeper] });
  trainer.dispose();
  const goOn = (checkpoint: Checkpoint | undefined) => {
    const resumed = compile(net(), { ...made, optimizer: made.optimizer(), checkpoint });
    return resumed.fit(plain as never, { epochs: 2 }).finally(() => resumed.dispose());
  };
  await expect(goOn(checkpoints[1])).rejects.toThrow(
    'fit: this dataset cannot begin in the middle of a pass, where the checkpoint stands; give it iterate({ pass, skip })',
  );
  expect(await goOn(checkpoints.at(-1))).toHaveLength(1);
});

const start = (checkpoint?: Checkpoint) =>
  compile(net(), {
    ...made,
    optimizer: made.optimizer(),
    ...(checkpoint === undefined ? { seed: 3 } : { checkpoint }),
  });

test('a resumed fit that fails before it begins leaves what callbacks had to remember', async () => {
  const trainer = start();
  const stopping = () => earlyStopping({ monitor: 'loss', patience: 5 });
  await trainer.fit({ x, y }, { callbacks: [stopping()] });
  const checkpoint = await trainer.checkpoint();
  trainer.dispose();
  const resumed = start(checkpoint);
  const failing: Callback = { onTrainBegin: () => Promise.reject(new Error('no')) };
  await expect(resumed.fit({ x, y }, { epochs: 2, callbacks: [failing, stopping()] })).rejects.toThrow('no');
  await expect(resumed.checkpoint()).rejects.toThrow('go on from the last backup');
  expect(await resumed.fit({ x, y }, { epochs: 2, callbacks: [stopping()] })).toHaveLength(1);
  expect((await resumed.checkpoint()).callbacks).toMatchObject([{ name: 'earlyStopping', state: { waited: 0 } }]);
  resumed.dispose();
});

test('callbacks without names are told apart by their order', async () => {
  const counting = () => {
    let seen = 0;
    return {
      onBatchEnd: () => {
        seen += 1;
      },
      state: () => seen,
      resume: (state: number) => {
        seen = state;
      },
    };
  };
  const [a, b] = [counting(), counting()];
  const trainer = start();
  await trainer.fit({ x, y }, { callbacks: [{ onBatchEnd: () => undefined }, a as never, b as never] });
  const checkpoint = await trainer.checkpoint();
  trainer.dispose();
  const [c, d] = [counting(), counting()];
  const resumed = start({
    ...checkpoint,
    callbacks: checkpoint.callbacks.map((one, i) => ({ ...one, state: 10 * i })),
  });
  await resumed.fit({ x, y }, { callbacks: [{ onBatchEnd: () => undefined }, c as never, d as never] });
  expect([c.state(), d.state()]).toEqual([0, 10]);
  resumed.dispose();
});

test('a run that was stopped while it waited for the first batch of an epoch is not told of its beginning again', async () => {
  const control = new AbortController();
  const halve = () => learningRateSchedule((_epoch, rate) => rate / 2);
  const batches = pipe(fromArrays({ x, y }), batch(11));
  const stalling = {
    size: 2,
    iterate: () => ({
      next: () => new Promise<never>(() => control.abort()),
      [Symbol.asyncIterator]() {
        return this;
      },
    }),
    [Symbol.asyncIterator]: () => stalling.iterate(),
  };
  const trainer = start();
  const options = { callbacks: [halve()], signal: control.signal };
  await expect(trainer.fit(stalling as never, options)).rejects.toThrow(/aborted/);
  const checkpoint = await trainer.checkpoint();
  trainer.dispose();
  expect(checkpoint).toMatchObject({ begun: true, batch: 0, learningRate: 0.025 });
  const resumed = start(checkpoint);
  await resumed.fit(batches as never, { callbacks: [halve()] });
  expect((await resumed.checkpoint()).learningRate).toBe(0.025);
  resumed.dispose();
});

test('a checkpoint that a timer takes while a step is under way has the whole step', async () => {
  const later: Engine = (program, options) => {
    const session = eager()(program, options);
    const step = async (...given: Parameters<typeof session.step>) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      await session.step(...given);
    };
    return Object.defineProperties(
      {},
      {
        ...Object.getOwnPropertyDescriptors(session),
        step: { value: step },
      },
    ) as typeof session;
  };
  const trainer = compile(net(), { ...made, optimizer: made.optimizer(), seed: 3, engine: later });
  const taken: Promise<Checkpoint>[] = [];
  const timer = setInterval(() => taken.push(trainer.checkpoint()), 1);
  await trainer.fit(pipe(fromArrays({ x, y }), batch(2)) as never, { epochs: 2 });
  clearInterval(timer);
  const all = await Promise.all(taken);
  expect(all.length).toBeGreaterThan(3);
  for (const { step, epoch, batch: done } of all) expect(step).toBe(epoch * 11 + done);
  trainer.dispose();
});

test('orders in onSafePoint are refused, and steps inside an epoch that is to go on', async () => {
  const trainer = start();
  const late = { name: 'late', onSafePoint: () => ({ learningRate: 0.5 }) } as never;
  await expect(trainer.fit({ x, y }, { callbacks: [late] })).rejects.toThrow(
    'late: onSafePoint comes after all orders; give them in another hook',
  );
  const checkpoint = await trainer.checkpoint();
  trainer.dispose();
  const resumed = start({ ...checkpoint, madeWith: { ...checkpoint.madeWith, data: undefined } });
  const batchOf = { x: zeros([2, 3]), y: zeros([2, 1]) };
  await expect(resumed.trainOnBatch(batchOf)).rejects.toThrow('stands inside epoch 0; let fit go on with it first');
  release(batchOf);
  resumed.dispose();
});

test('what a file may hold instead is refused in words, and leaves nothing', async () => {
  const trainer = start();
  await trainer.fit(
    { x, y },
    { callbacks: [earlyStopping({ monitor: 'loss', patience: 2, restoreBestWeights: true })] },
  );
  const checkpoint = await trainer.checkpoint();
  trainer.dispose();
  const held = memory().numTensors;
  const [one] = checkpoint.callbacks;
  const lacking = { ...checkpoint, callbacks: [{ ...one!, kept: { params: {}, state: {} } }] };
  expect(() => start(lacking)).toThrow('that earlyStopping had kept in the checkpoint lack');
  const sums = { ...checkpoint.sums, onHost: { odd: Float64Array.of(1) } };
  expect(() => start({ ...checkpoint, sums })).toThrow('restore: sums.onHost["odd"] must hold no numbers, got 1');
  expect(() => start({ ...checkpoint, params: {} })).toThrow('restore: params lacks');
  expect(memory().numTensors).toBe(held);
  for (const state of [null, { best: 'x', waited: 0 }, { waited: -1 }, { waited: 1, more: 2 }]) {
    const resumed = start({ ...checkpoint, callbacks: [{ ...one!, state }] });
    const callbacks = [earlyStopping({ monitor: 'loss', patience: 2, restoreBestWeights: true })];
    await expect(resumed.fit({ x, y }, { epochs: 2, callbacks })).rejects.toThrow(/^earlyStopping: state/);
    resumed.dispose();
  }
  const bytes = await encodeCheckpoint(checkpoint);
  for (const text of ['null', '{', '[]', '{"callbacks":[null],"states":[]}']) {
    const { decodeSafetensors, encodeSafetensors } = await import('@kindling/models/safetensors');
    const { tensors, metadata } = decodeSafetensors(bytes);
    const file = encodeSafetensors({ tensors, metadata: new Map([...metadata, ['checkpoint', text]]) });
    await expect(decodeCheckpoint(file)).rejects.toThrow(/^decodeCheckpoint: /);
  }
});

test('a schedule that ends is no reason not to compile', () => {
  const table = [0.1, 0.05];
  const trainer = compile(net(), { optimizer: sgd({ learningRate: (step) => table[step]! }), loss: 'mse', seed: 1 });
  trainer.dispose();
});
