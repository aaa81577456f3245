import '@tensorflow/tfjs-backend-cpu';
import { clone, memory, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Callback } from '../callbacks/callback.ts';
import { progress } from '../callbacks/progress.ts';
import { eager } from '../engines/eager.ts';
import { createListeners, requireMonitored } from './orders.ts';
import { freshStanding } from './standing.ts';

const session = () =>
  eager()<number, never, Tensor>(
    {
      init: () => ({ params: { p: scalar(1) }, state: { s: scalar(1) }, slots: { m: scalar(1) } }),
      scalars: (_step, { learningRate = 0 }) => ({ rate: learningRate }),
      sums: () => ({}),
      gradients: (_trees, batch) => ({ gradients: { p: scalar(batch) }, state: { s: scalar(batch) }, sums: {} }),
      update: (_trees, { p }) => ({ params: { p: clone(p!) }, slots: { m: clone(p!) } }),
      evaluate: () => ({}),
      results: () => ({}),
      predict: () => scalar(0),
    },
    { seed: 0 },
  );
const event = {} as never;
const listen = (...callbacks: Callback<string>[]) => createListeners(callbacks, session() as never, freshStanding());

test('a verdict may come at once or later, as a word or as orders', async () => {
  const listeners = listen(
    { onEpochEnd: () => undefined },
    { onEpochEnd: async () => ({ learningRate: 0.5 }), onBatchEnd: () => 'stop' },
  );
  await listeners.tell('onEpochEnd', event);
  expect([listeners.stopped, listeners.learningRate]).toEqual([false, 0.5]);
  await listeners.tell('onBatchEnd', event);
  expect(listeners.stopped).toBe(true);
  expect([listeners.has('onEpochEnd'), listeners.has('onTrainBegin')]).toEqual([true, false]);
});

test('kept weights come back, each callback its own; optimizer slots stay', async () => {
  const live = session();
  const before = memory().numTensors;
  const orders: Record<string, object>[] = [
    { first: { keep: true } },
    { second: { keep: true } },
    { first: { restore: true } },
  ];
  let at = 0;
  const named = (name: string): Callback<string> => ({ onEpochEnd: () => orders[at]?.[name] });
  const standing = freshStanding();
  const listeners = createListeners([named('first'), named('second')], live as never, standing);
  for (; at < orders.length; at++) {
    await live.step(10 + at);
    await listeners.tell('onEpochEnd', event);
  }
  const { params, state, slots } = live.trees;
  expect([params.p, state.s, slots.m].map((tensor) => tensor!.dataSync()[0])).toEqual([10, 10, 12]);
  createListeners([], live as never, standing); // what callbacks of an earlier fit had kept is freed
  expect(memory().numTensors).toBe(before);
  live.dispose();
});

test('an order that cannot be followed names its callback', async () => {
  await expect(
    listen({ name: 'mine', onEpochEnd: () => ({ restore: true }) }).tell('onEpochEnd', event),
  ).rejects.toThrow('mine: there is nothing to restore');
  await expect(listen({ onEpochEnd: () => ({ learningRate: Number.NaN }) }).tell('onEpochEnd', event)).rejects.toThrow(
    'callback: learningRate must be a number of at least 0, got NaN',
  );
});

test('what is not logged cannot be watched', () => {
  const watch = (monitor: string, validated: boolean) => () =>
    requireMonitored([{ name: 'earlyStopping', monitor }], ['loss', 'mae'], validated);
  expect(watch('validation.mae', true)).not.toThrow();
  expect(watch('validation.loss', false)).toThrow(
    /earlyStopping.*"validation.loss".*loss, mae.*give fit \{ validation \}/s,
  );
  expect(watch('val_mae', true)).toThrow('did you mean "validation.mae"?');
});

test.each([
  ['val_accuracy', 'validation.accuracy'],
  ['val_loss', 'validation.loss'],
  ['acuracy', 'accuracy'],
  ['validation.digit.acuracy', 'validation.digit.accuracy'],
])('%s may have been meant to be %s', (monitor, meant) => {
  const logged = ['loss', 'accuracy', 'digit.accuracy'];
  expect(() => requireMonitored([{ name: 'earlyStopping', monitor }], logged, true)).toThrow(
    `fit: earlyStopping watches "${monitor}", which this run does not log; did you mean "${meant}"?`,
  );
});

test.each([
  [progress(), 'fit: callbacks must be a list, got { name, onTrainBegin,'],
  [[progress], 'fit: callbacks[0] must be an object of hooks, got function progress; call it: progress()'],
  [[{}, null], 'fit: callbacks[1] must be an object of hooks, got null'],
  [[{}, { onEpochEnd: 5 }], 'fit: callbacks[1].onEpochEnd must be a function, got 5'],
  [[{ monitor: 5 }], 'fit: callbacks[0].monitor must be the name of a log, got 5'],
  [[{ onEpochend: () => 'stop' }], 'fit: unknown hook in callbacks[0] "onEpochend"; did you mean "onEpochEnd"?'],
])('callbacks that would never be called are refused (%#)', (callbacks, message) => {
  expect(() => requireMonitored(callbacks as never, ['loss'], false)).toThrow(message);
});

test('an answer that nothing would come of is refused', async () => {
  const answers: readonly (readonly [unknown, string])[] = [
    [true, "watcher: a hook must return nothing, 'stop' or orders, got true"],
    ['halt', 'got "halt"'],
    [null, 'got null'],
    [{ stop: 1 }, 'watcher: stop must be true or false, got 1'],
    [{ keep: 'x' }, 'watcher: keep must be true or false, got "x"'],
    [{ learning_rate: 1 }, 'watcher: unknown option "learning_rate"; did you mean "learningRate"?'],
  ];
  for (const [answer, message] of answers) {
    const listeners = listen({ name: 'watcher', onEpochEnd: () => answer as never });
    await expect(listeners.tell('onEpochEnd', event)).rejects.toThrow(message);
  }
});
