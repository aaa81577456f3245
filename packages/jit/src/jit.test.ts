import { createSession, type Engine, type Program } from '@kindling/core';
import { type Installed, install } from '@kindling/wasm';
import { dispose, keep, memory, mul, type Tensor, tensor1d, unique } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { program } from '../testing/program.ts';
import { explain } from './explain.ts';
import { jit } from './jit.ts';

const eager: Engine = (given, options) => createSession(given, options);
const read = (tensor: Tensor | undefined) => [...tensor!.dataSync()];
const batchOf = (step: number) => tensor1d([step, 1, -2, step * step]);

let installed: Installed;
beforeAll(async () => {
  installed = await install({ threads: 2 });
});
afterAll(() => installed.undo());

/** What steps, evaluations and predictions of an engine come to, and what it says of its plans. */
const run = async (engine: Engine, given: Program<Tensor, Tensor, Tensor> = program) => {
  const before = memory();
  const session = engine(given, { seed: 5 });
  const seen: unknown[] = [];
  for (let step = 0; step < 8; step++) {
    const batch = batchOf(step);
    await session.step(batch, step === 6 ? { learningRate: 0.1 } : {}, { results: step % 2 === 1 });
    session.evaluate(batch);
    const predicted = session.predict(batch);
    seen.push(read(predicted), await session.logs('training'), await session.logs('evaluation'));
    dispose([batch, predicted]);
  }
  const { params, state, slots } = session.trees;
  seen.push(session.steps, read(params.p), read(state.last), read(slots.seed));
  const plans =
    engine === eager ? [] : explain(session).map(({ name, state, reason }) => `${name}: ${reason ?? state}`);
  session.dispose();
  expect(memory()).toEqual(before);
  return { seen, plans };
};

test('a program of one’s own has the bits of eager, with draws and rates of each step', async () => {
  const { seen, plans } = await run(jit());
  expect(seen).toEqual((await run(eager)).seen);
  expect(plans).toEqual(
    ['step', 'evaluate', 'predict', 'step with results'].map((what) => `${what} float32[4]: compiled`),
  );
});

describe('a program is not compiled, and has the numbers of eager', () => {
  const changed = (change: Partial<Program<Tensor, Tensor, Tensor>>) => ({ ...program, ...change });
  const reasons = async (given: Program<Tensor, Tensor, Tensor>) => {
    const { seen, plans } = await run(jit(), given);
    expect(seen).toEqual((await run(eager, given)).seen);
    return plans;
  };

  test('where it asks for a kernel that cannot be recorded', async () => {
    const predict: typeof program.predict = ({ params }, x) => {
      unique(x);
      return mul(params.p!, x);
    };
    expect(await reasons(changed({ predict }))).toContain('predict float32[4]: Unique of float32 [4] is tfjs’s own');
  });

  test('where a number changes from call to call', async () => {
    const calls = { jit: 0, eager: 0 };
    const counting = (by: keyof typeof calls) =>
      changed({ predict: ({ params }, x) => mul(params.p!, mul(x, Math.floor(calls[by]++ / 100) + 1)) });
    // Each recording calls it once more: a number that is the same in both would be kept for ever.
    const alternating = changed({ predict: ({ params }, x) => mul(params.p!, mul(x, calls.jit++ % 3)) });
    const { plans } = await run(jit(), alternating);
    expect(plans).toContain('predict float32[4]: Multiply reads numbers that change from one step to the next');
    expect((await run(jit(), counting('jit'))).seen).toEqual((await run(eager, counting('eager'))).seen);
  });
});

test('a batch that is a live tensor itself is read before it is written over', async () => {
  const results = async (engine: Engine) => {
    const session = engine(program, { seed: 5 });
    for (let step = 0; step < 6; step++) {
      const batch = step === 5 ? session.trees.params.p! : batchOf(step);
      await session.step(batch);
      if (step < 5) batch.dispose();
    }
    const { params, state } = session.trees;
    const numbers = [read(params.p), read(state.last), await session.logs('training')];
    session.dispose();
    return numbers;
  };
  expect(await results(jit())).toEqual(await results(eager));
});

test('a batch that was disposed of fails as in eager, and the session goes on', async () => {
  const failureOf = async (engine: Engine) => {
    const session = engine(program, { seed: 5 });
    const [batch, gone] = [batchOf(1), batchOf(2)];
    gone.dispose();
    for (let step = 0; step < 5; step++) await session.step(batch);
    const failure = await Promise.resolve()
      .then(() => session.step(gone))
      .catch(String);
    await session.step(batch);
    const { steps } = session;
    batch.dispose();
    session.dispose();
    return { failure, steps };
  };
  expect(await failureOf(jit())).toEqual(await failureOf(eager));
  expect(await failureOf(eager)).toEqual({ failure: expect.stringContaining('Error'), steps: 6 });
});

test('what a program makes once and keeps is made by a call that is not recorded', async () => {
  let kept: Tensor | undefined;
  const predict: typeof program.predict = ({ params }, x) => {
    kept ??= keep(tensor1d([1, 2, 3, 4]));
    return mul(mul(params.p!, x), kept);
  };
  const given = { ...program, predict };
  const session = jit()(given, { seed: 1 });
  const results: number[][] = [];
  for (let call = 0; call < 5; call++) {
    const x = tensor1d([1, 1, 1, call]);
    const y = session.predict(x);
    results.push(read(y));
    dispose([x, y]);
  }
  expect(results.map((each) => each[0])).toEqual([0, 0, 0, 0, 0]);
  expect(explain(session).map(({ state }) => state)).toEqual(['compiled']);
  expect(read(kept)).toEqual([1, 2, 3, 4]);
  kept!.dispose();
  expect(() => session.predict(tensor1d([1, 1, 1, 1]))).toThrow();
  session.dispose();
});

test('only trainers of jit are explained', () => {
  expect(() => explain({})).toThrow('explain: the trainer must be compiled with engine: jit()');
});
