import '@tensorflow/tfjs-backend-cpu';
import { add, clone, memory, mul, scalar, type Tensor, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { release } from '../tree/tensors.ts';
import { DeviceLostError } from './deviceLostError.ts';
import type { Program } from './engine.ts';
import { createSession, type Live, type Shortcuts } from './session.ts';
import { Unchanged } from './unchanged.ts';

/** p ← p + x; logs how many numbers there were. */
const program: Program<Tensor, Tensor, Tensor> = {
  init: () => ({ params: { p: tensor1d([1, 2]) }, state: {}, slots: {} }),
  scalars: (step) => ({ rate: step + 1 }),
  sums: () => ({ count: scalar(0) }),
  gradients: (_trees, x) => ({ gradients: { p: x }, state: {}, sums: { count: scalar(x.size) } }),
  update: ({ params, slots }, { p }) => ({ params: { p: add(params.p!, p!) }, slots }),
  evaluate: (_trees, x) => ({ count: scalar(x.size) }),
  results: ({ count }) => ({ count: mul(count!, 10) }),
  predict: ({ params }, x) => mul(params.p!, x),
};

/** Shortcuts that decline, but for those given; they write down what they were asked. */
const watched = (given: Partial<Shortcuts<Tensor, Tensor, Tensor>>) => {
  const asked: string[] = [];
  const shortcuts: Shortcuts<Tensor, Tensor, Tensor> = {
    step: (...args) => {
      asked.push('step');
      return given.step?.(...args);
    },
    gradients: () => undefined,
    update: () => undefined,
    evaluate: (...args) => {
      asked.push('evaluate');
      return given.evaluate?.(...args);
    },
    predict: (...args) => {
      asked.push('predict');
      return given.predict?.(...args);
    },
    copy: (x) => tensor(x.dataSync(), x.shape, x.dtype),
    dispose: () => void asked.push('dispose'),
  };
  return { asked, session: createSession(program, { seed: 1 }, shortcuts) };
};

const read = (tensor: Tensor | undefined) => [...tensor!.dataSync()];

test('where a shortcut declines, all is done as ever', async () => {
  const before = memory().numTensors;
  const { asked, session } = watched({});
  const x = tensor1d([1, 1]);
  await session.step(x);
  session.evaluate(x);
  const y = session.predict(x);
  expect([read(session.trees.params.p), read(y), session.steps]).toEqual([[2, 3], [2, 3], 1]);
  expect(await session.logs('evaluation')).toEqual({ count: 20 });
  release([x, y]);
  session.dispose();
  expect(asked).toEqual(['step', 'evaluate', 'predict', 'dispose']);
  expect(memory().numTensors).toBe(before);
});

test('a shortcut is given the step’s numbers, writes over what nobody shares, and gives results', async () => {
  const before = memory().numTensors;
  const seen: unknown[] = [];
  const lives: Live[] = [];
  const { session } = watched({
    step: (_live, _batch, { scalars, results }, alone) => {
      lives.push(alone());
      seen.push(scalars, results);
      return { results: results ? { count: scalar(7) } : undefined };
    },
    predict: () => ({ y: tensor1d([5]) }),
    evaluate: () => true,
  });
  const x = tensor1d([1, 1]);
  const shared = clone(session.trees.params.p!);
  await session.step(x);
  expect(lives[0]!.trees.params.p!.dataId).not.toBe(shared.dataId);
  expect(session.trees.params.p).toBe(lives[0]!.trees.params.p);
  expect(read(session.trees.params.p)).toEqual([1, 2]);
  await session.step(x, {}, { results: true });
  expect(lives[1]!.trees.params.p).toBe(lives[0]!.trees.params.p);
  expect(seen).toEqual([{ rate: 1 }, false, { rate: 2 }, true]);
  expect(await session.logs('training')).toEqual({ count: 7 });
  const y = session.predict(x);
  session.evaluate(x);
  expect([read(y), session.steps]).toEqual([[5], 2]);
  release([x, y, shared]);
  session.dispose();
  expect(memory().numTensors).toBe(before);
});

test('sums that are partly on the host are the session’s own to make results of', async () => {
  const wanted: boolean[] = [];
  const { session } = watched({
    step: (_live, _batch, { results }) => {
      wanted.push(results);
      return undefined;
    },
  });
  const x = tensor1d([1, 1]);
  await session.step(x);
  await session.fold('training');
  await session.step(x, {}, { results: true });
  expect(wanted).toEqual([false]);
  expect(await session.logs('training')).toEqual({ count: 40 });
  x.dispose();
  session.dispose();
});

test('a shortcut that fails has left nothing to go on with', () => {
  const { session } = watched({
    step: () => {
      throw new Error('a worker died');
    },
  });
  const x = tensor1d([1, 1]);
  expect(() => session.step(x)).toThrow('a worker died');
  expect(() => session.trees).toThrow('step 0 failed half way (a worker died): go on from a checkpoint');
  x.dispose();
  session.dispose();
});

test('a shortcut that fails before anything has changed, or on a lost device, can be taken again', async () => {
  const failures = [new Unchanged('', { cause: new Error('no such row') }), new DeviceLostError('gone', 'reset')];
  const { session } = watched({
    step: () => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return undefined;
    },
    evaluate: () => {
      throw new Unchanged('', { cause: new Error('no row to evaluate') });
    },
    predict: () => {
      throw new Error('no memory for it');
    },
  });
  const x = tensor1d([1, 1]);
  const step = async (): Promise<unknown> => session.step(x);
  expect(() => session.evaluate(x)).toThrow('no row to evaluate');
  expect(() => session.predict(x)).toThrow('no memory for it');
  await expect(step()).rejects.toThrow('no such row');
  await expect(step()).rejects.toThrow('gone');
  await step();
  expect([session.steps, read(session.trees.params.p)]).toEqual([1, [2, 3]]);
  x.dispose();
  session.dispose();
});
