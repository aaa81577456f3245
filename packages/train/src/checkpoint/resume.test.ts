import '@tensorflow/tfjs-backend-cpu';
import { batch, fromArrays, hostArray, pipe, shuffle } from '@kindling/data';
import { batchNormalization, dense, dropout, input, relu, sequential } from '@kindling/models';
import { memory } from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import type { Callback } from '../callbacks/callback.ts';
import { earlyStopping } from '../callbacks/earlyStopping.ts';
import { learningRateSchedule } from '../callbacks/learningRateSchedule.ts';
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
  expect(() => again({ seed: 1 })).toThrow('compile: a checkpoint brings its own seed; leave seed out');
  expect(() => again({ optimizer: 'adam' })).toThrow(/compile: the checkpoint was made with an optimizer .*0\.05/);
  expect(() => again({ optimizer: adam({ learningRate: schedule, globalClipNorm: 2 }) })).toThrow('an optimizer');
  expect(() => again({ optimizer: sgd() })).toThrow('an optimizer');
  expect(() => again({ loss: 'mae' })).toThrow('compile: the checkpoint was made with losses and metrics');
  expect(() => again({}, sequential([input({ shape: [3] }), dense({ units: 1 })]))).toThrow('is of another model');
  expect(() => again({ checkpoint: { ...checkpoint, version: 2 } })).toThrow('is of version 2');
  expect(() => again({ checkpoint: { ...checkpoint, step: -1 } })).toThrow("the checkpoint's step must be");
  const remembering = (state: unknown) => ({ ...checkpoint, callbacks: [{ name: 'own', state }] });
  const circle: unknown[] = [];
  circle.push(circle);
  for (const state of [{ best: new Float32Array(2) }, [() => 1], new Map(), circle]) {
    await expect(encodeCheckpoint(remembering(state))).rejects.toThrow(
      "encodeCheckpoint: the checkpoint's callbacks[0].state must be plain data, as JSON can hold it, got ",
    );
  }
  const kept = { best: Number.NaN, rows: [1, [-0, null]] };
  expect((await decodeCheckpoint(await encodeCheckpoint(remembering(kept)))).callbacks[0]?.state).toEqual(kept);
  expect(() => again({ checkpoint: {} })).toThrow('compile: the checkpoint is of version undefined');
  const resumed = again({});
  const fit = (options: object, data: object = { x, y }) =>
    resumed.fit(data as never, { epochs: 3, batchSize: 5, callbacks: stopping, ...options });
  await expect(fit({ initialEpoch: 1 })).rejects.toThrow('fit: the checkpoint stands in epoch 2, got initialEpoch 1');
  await expect(fit({ batchSize: 4 })).rejects.toThrow('fit: the checkpoint was made with data');
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
