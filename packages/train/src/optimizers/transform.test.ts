import '@tensorflow/tfjs-backend-cpu';
import { add, memory, mul, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { perParameter } from './transform.ts';

const flow = () => ({
  params: { w: tensor1d([1]), b: tensor1d([2]) },
  updates: { w: tensor1d([10]), b: tensor1d([20]) },
});

test('what a transform leaves out goes on as it was', () => {
  const given = flow();
  const slots = { seen: given.updates };
  const idle = perParameter({ kind: 'idle', slots: { seen: 0 }, update: () => ({}) });
  const after = idle.update(given, { slots, scalars: {} });
  expect(after.params.w).toBe(given.params.w);
  expect(after.updates.b).toBe(given.updates.b);
  expect(after.slots?.seen?.w).toBe(slots.seen.w);
});

test('each parameter meets its own update and slot', async () => {
  const weigh = perParameter({
    kind: 'weigh',
    slots: { last: 0 },
    update: ({ param, update, slots }) => ({ update: add(mul(param, update), slots.last), slots: { last: update } }),
  });
  const given = flow();
  const { updates, slots } = weigh.update(given, {
    slots: { last: { w: tensor1d([3]), b: tensor1d([4]) } },
    scalars: {},
  });
  expect([...(await updates.w!.data()), ...(await updates.b!.data())]).toEqual([13, 44]);
  expect(slots?.last?.b).toBe(given.updates.b);
});

test('what it makes on the way is freed at once', () => {
  const square = perParameter({
    kind: 'power',
    update: ({ update }) => ({ update: mul(mul(update, update), update) }),
  });
  tidy(() => {
    const given = flow();
    const before = memory().numTensors;
    square.update(given, { slots: {}, scalars: {} });
    expect(memory().numTensors - before).toBe(2);
  });
});
