import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { add, ones, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { defineLayer } from '../layer/defineLayer.ts';
import { input } from '../layer/input.ts';
import { dense } from '../layers/core/dense.ts';
import { model } from './functional.ts';
import { sequential } from './sequential.ts';

const net = sequential([input({ shape: [2] }), dense({ units: 1 })]);
const x = tensor2d([[1, 2]]);

test('a weight that is missing or does not fit is refused by name', () => {
  const { params } = net.init();
  const applied = (changed: typeof params) => () => net.apply({ params: changed, state: {} }, x);
  expect(applied({ 'dense/kernel': params['dense/kernel']! })).toThrow(
    'sequential: the weight "dense/bias" is missing; given are ["dense/kernel"]',
  );
  expect(applied({ ...params, 'dense/kernel': zeros([1, 2]) })).toThrow(
    'sequential: the weight "dense/kernel" must be float32 [2, 1], got float32 [1, 2]',
  );
});

test('weights of other models beside them do no harm', async () => {
  const { params } = net.init({ seed: 1 });
  const y = await net.apply({ params, state: {} }, x).array();
  const all = { params: { ...params, 'other/kernel': ones([9]) }, state: { 'other/seen': ones([9]) } };
  expect(await net.apply(all, x).array()).toEqual(y);
  expect(net.apply(all, x, { training: true }).state).toEqual({});
});

test('a layer that is called twice in a step carries its state from call to call', async () => {
  const counter = defineLayer()({
    kind: 'counter',
    state: () => ({ seen: { shape: [], init: 'zeros' } }),
    call: (_options, { state, x: value }) => ({ y: value, state: { seen: add(state.seen, 1) } }),
  })();
  const start = input({ shape: [2] });
  const twice = model({ inputs: start, outputs: counter(counter(start)) });
  expect(await twice.apply(twice.init(), x, { training: true }).state['counter/seen']?.array()).toBe(2);
});

test('every call draws from a key of its own, the same in every step with the same key', async () => {
  const noise = defineLayer()({
    kind: 'noise',
    call: (_options, { x: value, random: key }) => key.uniform(value.shape),
  });
  const start = input({ shape: [2] });
  const [first, second] = [noise(), noise()];
  const both = model({ inputs: start, outputs: { a: first(start), b: second(start), c: second(first(start)) } });
  const draw = async (seed: number) => {
    const { y } = both.apply(both.init(), x, { training: true, random: random(seed) });
    return Promise.all([y.a, y.b, y.c].map(async (each) => String(await each.data())));
  };
  const drawn = await draw(1);
  expect(new Set(drawn).size).toBe(3);
  expect(await draw(1)).toEqual(drawn);
  expect(await draw(2)).not.toEqual(drawn);
});
