import '@tensorflow/tfjs-backend-cpu';
import { add, memory, scalar, sign, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chain } from './chain.ts';
import { perParameter } from './transform.ts';
import { clipByNorm } from './transforms/clipByNorm.ts';
import { scaleByRate } from './transforms/scaleByRate.ts';

const takeSign = perParameter({ kind: 'takeSign', update: ({ update }) => ({ update: sign(update) }) });

test('transforms act from left to right, and what comes out is subtracted', async () => {
  const params = { w: tensor1d([1, 1]) };
  const gradients = { w: tensor1d([30, -40]) };
  const scalars = { 'scaleByRate/learningRate': scalar(0.5), 'clipByNorm/norm': scalar(1) };
  const options = { kind: 'own', learningRate: 0.5 };
  const after = async (...transforms: Parameters<typeof chain>[1][]) => {
    const { params: next } = chain(options, ...transforms).update(params, gradients, {}, scalars);
    return [...(await next.w!.data())];
  };
  expect(await after(takeSign, scaleByRate())).toEqual([0.5, 1.5]);
  const [first, second] = await after(clipByNorm(1), scaleByRate());
  expect(first).toBeCloseTo(1 - 0.5 * 0.6, 6);
  expect(second).toBeCloseTo(1 + 0.5 * 0.8, 6);
  expect(await after(clipByNorm(1), takeSign)).toEqual([0, 2]);
});

test('two transforms of one kind are refused: they would share slots', () => {
  expect(() => chain({ kind: 'own', learningRate: 1 }, takeSign, takeSign)).toThrow(
    'chain: two transforms are of the kind "takeSign"',
  );
});

test("a user's own transform carries what it declares from step to step", async () => {
  const count = perParameter({
    kind: 'count',
    slots: { seen: 5 },
    scalars: (step) => ({ step }),
    update: ({ slots, scalars }) => ({ slots: { seen: add(slots.seen, scalars.step) } }),
  });
  const optimizer = chain({ kind: 'counting', learningRate: 1 }, count);
  const params = { w: tensor1d([0]) };
  const slots = optimizer.init(params);
  expect([...(await slots['count/seen/w']!.data())]).toEqual([5]);
  expect(optimizer.scalars(7)).toEqual({ 'count/step': 7 });
  const { slots: next } = optimizer.update(params, params, slots, { 'count/step': scalar(7) });
  expect([...(await next['count/seen/w']!.data())]).toEqual([12]);
});

test('init leaves only slots behind', () => {
  const before = memory().numTensors;
  const params = { w: tensor1d([0]), b: tensor1d([0]) };
  const slots = tidy(() => ({
    ...chain({ kind: 'own', learningRate: 1 }, perParameter({ kind: 'a', slots: { s: 0 }, update: () => ({}) })).init(
      params,
    ),
  }));
  expect(memory().numTensors - before).toBe(4);
  expect(Object.keys(slots)).toEqual(['a/s/w', 'a/s/b']);
});

test('the last transform may finish the update itself, where it can', async () => {
  const params = { w: tensor1d([1, 2]) };
  const gradients = { w: tensor1d([10, 20]) };
  const finishing = (able: boolean) => ({
    ...perParameter({ kind: 'own', slots: { seen: 0 }, update: ({ update }) => ({ slots: { seen: update } }) }),
    finish: () => (able ? { params: { w: tensor1d([7, 7]) }, slots: { seen: { w: tensor1d([8, 8]) } } } : undefined),
  });
  const after = async (...transforms: Parameters<typeof chain>[1][]) => {
    const optimizer = chain({ kind: 'own', learningRate: 1 }, ...transforms);
    const { params: next, slots } = optimizer.update(params, gradients, optimizer.init(params), {});
    return [[...(await next.w!.data())], [...(await slots['own/seen/w']!.data())]];
  };
  expect(await after(takeSign, finishing(true))).toEqual([
    [7, 7],
    [8, 8],
  ]);
  expect(await after(takeSign, finishing(false))).toEqual([
    [0, 1],
    [1, 1],
  ]);
  // Not the last: what comes after it is to have its say.
  expect(await after(finishing(true), takeSign)).toEqual([
    [0, 1],
    [10, 20],
  ]);
});
