import '@tensorflow/tfjs-backend-cpu';
import { MemoryError, type Program, release } from '@kindling/core';
import { memory, mul, reshape, scalar, slice, sub, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { eager } from './eager.ts';

/** p ← p - rate · x; it keeps its last batch as state, and logs the sum of what it drew. */
const program: Program<Tensor, Tensor, Tensor> = {
  init: (seed) => ({ params: { p: scalar(seed) }, state: { last: tensor1d([0, 0]) }, slots: {} }),
  scalars: (step, { learningRate = 1 }) => ({ rate: learningRate / (step + 1) }),
  sums: () => ({ drawn: scalar(0) }),
  gradients: (_trees, batch, { random }) => ({
    gradients: { p: reshape(slice(batch, [0], [1]), []) },
    state: { last: batch },
    sums: { drawn: random.uniform([]) },
  }),
  update: ({ params, slots }, { p }, { scalars }) => ({
    params: { p: sub(params.p!, mul(scalars.rate!, p!)) },
    slots,
  }),
  evaluate: () => ({ drawn: scalar(1) }),
  results: ({ drawn }) => ({ drawn: drawn! }),
  predict: ({ params }, x) => (x.rank === 0 ? params.p! : x),
};

const start = (seed = 10) => eager()(program, { seed });
const read = async (tensor: Tensor | undefined) => Array.from(await tensor!.data());

test('a step changes the trees, and frees what it replaces', async () => {
  const before = memory().numTensors;
  const session = start();
  const held = memory().numTensors;
  const batch = tensor1d([4, 5]);
  await session.step(batch);
  await session.step(batch, { learningRate: 10 });
  expect(session.steps).toBe(2);
  expect(await read(session.trees.params.p)).toEqual([10 - 4 - 20]);
  batch.dispose();
  // The batch came back as state: the session has a copy of its own.
  expect(await read(session.trees.state.last)).toEqual([4, 5]);
  expect(memory().numTensors).toBe(held);
  session.dispose();
  expect(memory().numTensors).toBe(before);
});

test('each step draws anew, the same for the same seed', async () => {
  const drawn = async (seed: number, steps: number) => {
    const session = start(seed);
    const batch = tensor1d([0, 0]);
    for (let i = 0; i < steps; i++) await session.step(batch);
    const logs = await session.logs('training');
    session.dispose();
    batch.dispose();
    return logs.drawn!;
  };
  expect(await drawn(1, 1)).toBe(await drawn(1, 1));
  expect(await drawn(1, 2)).not.toBe(2 * (await drawn(1, 1)));
  expect(await drawn(1, 1)).not.toBe(await drawn(2, 1));
});

test('evaluation has sums of its own', async () => {
  const session = start();
  const batch = tensor1d([0, 0]);
  session.evaluate(batch);
  session.evaluate(batch);
  expect(await session.logs('evaluation')).toEqual({ drawn: 2 });
  expect(await session.logs('training')).toEqual({ drawn: 0 });
  session.clear('evaluation');
  expect(await session.logs('evaluation')).toEqual({ drawn: 0 });
  session.dispose();
  batch.dispose();
});

test('a prediction is the caller’s own, even where it is the input or a weight', async () => {
  const before = memory().numTensors;
  const session = start();
  const [x, none] = [tensor1d([1, 2]), scalar(0)];
  const [same, weight] = [session.predict(x), session.predict(none)];
  release([x, none]);
  session.dispose();
  expect([await read(same), await read(weight)]).toEqual([[1, 2], [10]]);
  release([same, weight]);
  expect(memory().numTensors).toBe(before);
});

test('a snapshot goes on where it was taken', async () => {
  const before = memory().numTensors;
  const session = start();
  const batch = tensor1d([4, 0]);
  await session.step(batch);
  const snapshot = session.snapshot();
  await session.step(batch);
  expect(await read(session.trees.params.p)).toEqual([4]);
  session.restore(snapshot);
  release(snapshot);
  expect(session.steps).toBe(1);
  await session.step(batch);
  expect(await read(session.trees.params.p)).toEqual([4]);
  session.dispose();
  batch.dispose();
  expect(memory().numTensors).toBe(before);
});

test('a step that fails changes nothing and leaves nothing', async () => {
  const failing = eager()(
    {
      ...program,
      gradients: () =>
        [
          scalar(1),
          (() => {
            throw new Error('no');
          })(),
        ] as never,
    },
    { seed: 3 },
  );
  const batch = tensor1d([1, 1]);
  const before = memory().numTensors;
  expect(() => failing.step(batch)).toThrow('no');
  expect(memory().numTensors).toBe(before);
  expect(failing.steps).toBe(0);
  expect(await read(failing.trees.params.p)).toEqual([3]);
});

test('an update that fails half way leaves nothing to go on with, until a snapshot is restored', async () => {
  let fails = false;
  const fragile = eager()(
    {
      ...program,
      update: (trees, gradients, context) => {
        if (fails) throw new Error('a worker died');
        return program.update(trees, gradients, context);
      },
    },
    { seed: 10 },
  );
  const batch = tensor1d([4, 5]);
  await fragile.step(batch);
  const snapshot = fragile.snapshot();
  fails = true;
  expect(() => fragile.step(batch)).toThrow('a worker died');
  const message = 'step 1 failed half way (a worker died): go on from a checkpoint';
  expect(() => fragile.step(batch)).toThrow(`step: ${message}`);
  expect(() => fragile.trees).toThrow(message);
  expect(() => fragile.predict(batch)).toThrow(message);
  expect(() => fragile.evaluate(batch)).toThrow(message);
  expect(() => fragile.snapshot()).toThrow(message);
  fails = false;
  fragile.restore(snapshot);
  await fragile.step(batch);
  expect(fragile.steps).toBe(2);
  release([snapshot, batch]);
  fragile.dispose();
});

test('an update without memory has not begun: the next one can', async () => {
  let fails = true;
  const hungry = eager()(
    {
      ...program,
      update: (trees, gradients, context) => {
        if (fails) throw new MemoryError('nothing left');
        return program.update(trees, gradients, context);
      },
    },
    { seed: 10 },
  );
  const batch = tensor1d([4, 5]);
  const before = await read(hungry.trees.params.p);
  expect(() => hungry.step(batch)).toThrow('nothing left');
  expect(await read(hungry.trees.params.p)).toEqual(before);
  fails = false;
  await hungry.step(batch);
  expect(hungry.steps).toBe(1);
  release(batch);
  hungry.dispose();
});

test('a snapshot of another program is refused, and nothing is changed', async () => {
  const session = start();
  const snapshot = session.snapshot();
  const wrong = (change: object) => () => session.restore({ ...snapshot, ...change });
  expect(wrong({ steps: Number.NaN })).toThrow('restore: steps must be');
  expect(wrong({ trees: { ...snapshot.trees, params: {} } })).toThrow('restore: params lacks "p"');
  const more = { ...snapshot.trees, slots: { ...snapshot.trees.slots, odd: scalar(1) } };
  expect(wrong({ trees: more })).toThrow('restore: slots has "odd"');
  const other = { ...snapshot.trees, params: { p: tensor1d([1, 2]) } };
  expect(wrong({ trees: other })).toThrow(/restore: params\["p"\] must be float32 .*, got float32 \[2\]/);
  session.restore(snapshot);
  expect(session.steps).toBe(0);
  session.dispose();
});
