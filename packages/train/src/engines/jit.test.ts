import type { Engine } from '@kindling/core';
import { batch, type Dataset, fromArrays, hostArray, normalize, oneHot, pipe, prepare, shuffle } from '@kindling/data';
import { explain, jit } from '@kindling/jit';
import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  l2,
  maxPooling2d,
  sequential,
} from '@kindling/models';
import { type Installed, install } from '@kindling/wasm';
import {
  clone,
  dispose,
  div,
  mean,
  memory,
  scalar,
  squaredDifference,
  sub,
  type Tensor,
  tensor,
  unique,
  zeros,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../trainer/compile.ts';
import { eager } from './eager.ts';

const network = () =>
  sequential([
    input({ shape: [4, 4, 3] }),
    flatten(),
    dense({ units: 40, activation: 'relu', kernelRegularizer: l2(0.01) }),
    batchNormalization(),
    dropout({ rate: 0.3 }),
    dense({ units: 10, activation: 'softmax' }),
  ]);

const trainerWith = (engine: Engine, optimizer: 'adam' | 'sgd' = 'adam') =>
  compile(network(), { optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'], seed: 3, engine });

const batchOf = (rows: number, from: number) => {
  const x = Float32Array.from({ length: rows * 48 }, (_, i) => Math.sin(i * 0.37 + from));
  const y = new Float32Array(rows * 10);
  for (let row = 0; row < rows; row++) y[row * 10 + ((row * 7 + from) % 10)] = 1;
  return { x: tensor(x, [rows, 4, 4, 3]), y: tensor(y, [rows, 10]) };
};

const bytes = (length: number, below = 256) => Uint8Array.from({ length }, (_, i) => (i * 7919) % below);

const numbersIn = (tree: Readonly<Record<string, Tensor>>) =>
  Object.fromEntries(Object.entries(tree).map(([name, each]) => [name, [...each.dataSync()]]));

/** What a trainer logs and comes to in so many steps; every fourth batch is smaller. */
const trained = async (trainer: ReturnType<typeof trainerWith>, steps: number, begin = 0) => {
  const logs = [];
  for (let step = begin; step < begin + steps; step++) {
    const batch = batchOf(step % 4 === 3 ? 12 : 32, step);
    logs.push(await trainer.trainOnBatch(batch));
    dispose([batch.x, batch.y]);
  }
  return { logs, params: numbersIn(trainer.weights.params), state: numbersIn(trainer.weights.state) };
};

const statesOf = (trainer: object) => explain(trainer).map(({ state }) => state);

describe.each([1, 2, 3])('on %i threads', (threads) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install({ threads });
    expect(installed.threads).toBe(threads);
  });
  afterAll(() => installed.undo());

  /** With two trainers of the same seed, disposed of whatever happens; nothing is left behind. */
  const beside = async (
    use: (ours: ReturnType<typeof trainerWith>, reference: ReturnType<typeof trainerWith>) => Promise<void>,
    optimizer?: 'adam' | 'sgd',
  ) => {
    const before = memory();
    const [ours, reference] = [trainerWith(jit(), optimizer), trainerWith(eager(), optimizer)];
    try {
      await use(ours, reference);
    } finally {
      ours.dispose();
      reference.dispose();
    }
    expect(memory()).toEqual(before);
  };

  test('training has the bits of eager, in two sizes of batches', () =>
    beside(async (ours, reference) => {
      expect(await trained(ours, 16)).toEqual(await trained(reference, 16));
      expect(statesOf(ours)).toEqual(['compiled', 'compiled']);
    }));

  test('also where parameters are new tensors at each step', () =>
    beside(async (ours, reference) => {
      expect(await trained(ours, 16)).toEqual(await trained(reference, 16));
      expect(statesOf(ours)).toEqual(['compiled', 'compiled']);
    }, 'sgd'));

  test('fit, evaluate and predict have the bits of eager', () =>
    beside(async (ours, reference) => {
      const data = batchOf(200, 5);
      const result = async (trainer: typeof ours) => {
        const history = await trainer.fit(data, { epochs: 3, batchSize: 32, validationSplit: 0.4 });
        const logs = await trainer.evaluate(data);
        const predicted = await trainer.predict(data.x);
        const numbers = [...predicted.dataSync()];
        predicted.dispose();
        return { history, logs, numbers, params: numbersIn(trainer.weights.params) };
      };
      expect(await result(ours)).toEqual(await result(reference));
      dispose([data.x, data.y]);
      expect(explain(ours).filter(({ state }) => state === 'eager')).toEqual([]);
      expect(explain(ours).filter(({ state }) => state === 'compiled').length).toBeGreaterThan(2);
    }));

  test('rows of arrays on the host are gathered in the step, with the bits of eager', () =>
    beside(async (ours, reference) => {
      const pictures = { x: hostArray(bytes(100 * 48), [100, 4, 4, 3]), y: hostArray(bytes(100, 10), [100]) };
      const scaled = ({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => ({ x: normalize(x), y: oneHot(y, 10) });
      const batches = (size: number) => pipe(fromArrays(pictures), shuffle({ seed: 2 }), batch(size), prepare(scaled));
      const whole = { x: normalize(pictures.x), y: oneHot(pictures.y, 10) };
      const result = async (trainer: typeof ours) => {
        const history = [];
        for (let fit = 0; fit < 3; fit++) history.push(...(await trainer.fit(batches(32), { epochs: 2 })));
        history.push(...(await trainer.fit(whole, { epochs: 2, validationSplit: 0.3 })));
        const logs = [await trainer.evaluate(batches(20)), await trainer.evaluate(whole)];
        const predicted = await trainer.predict(batches(20) as Dataset<{ readonly x: Tensor }>);
        const numbers = [...predicted.dataSync()];
        predicted.dispose();
        return { history, logs, numbers, params: numbersIn(trainer.weights.params) };
      };
      expect(await result(ours)).toEqual(await result(reference));
      const plans = explain(ours);
      expect(plans.filter(({ state }) => state === 'eager')).toEqual([]);
      expect(plans.every(({ name }) => / \d+ rows of /.test(name))).toBe(true);
      // Of three fits: full batches, and last ones; of whole arrays: those of each part of them.
      const prepared = plans.filter(({ name }) => name.startsWith('step') && name.includes('bytes as'));
      expect(prepared.map(({ state }) => state)).toEqual(['compiled', 'compiled']);
    }));

  test('a copy of the weights stays what it was, and so does a checkpoint', () =>
    beside(async (ours) => {
      await trained(ours, 8);
      const before = numbersIn(ours.weights.params);
      const copy = ours.snapshot();
      const held = clone(Object.values(ours.weights.params)[0]!);
      await trained(ours, 2, 8);
      expect(numbersIn(copy.params)).toEqual(before);
      expect([...held.dataSync()]).toEqual(Object.values(before)[0]);
      expect(numbersIn(ours.weights.params)).not.toEqual(before);
      dispose([held, ...Object.values(copy.params), ...Object.values(copy.state)]);
    }));

  test('a run that began on one engine goes on on the other', () =>
    beside(async (ours, reference) => {
      await trained(ours, 8);
      await trained(reference, 8);
      const goOn = (from: typeof ours, engine: Engine, checkpoint: Awaited<ReturnType<typeof ours.checkpoint>>) =>
        compile(network(), {
          ...{ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'], engine, checkpoint },
          seed: from.seed,
        });
      const swapped = [
        goOn(ours, eager(), await ours.checkpoint()),
        goOn(reference, jit(), await reference.checkpoint()),
      ] as const;
      const [one, other] = [await trained(swapped[0] as never, 8, 8), await trained(swapped[1] as never, 8, 8)];
      expect(one).toEqual(other);
      expect(one).toEqual(await trained(ours, 8, 8));
      for (const trainer of swapped) trainer.dispose();
    }));

  test('kernels that are cut over threads have the bits of eager', async () => {
    const net = () =>
      sequential([
        input({ shape: [24, 24, 3] }),
        conv2d({ filters: 24, kernelSize: 3, padding: 'same', activation: 'relu' }),
        batchNormalization(),
        maxPooling2d({ poolSize: 2 }),
        flatten(),
        dense({ units: 64, activation: 'relu' }),
        dense({ units: 10, activation: 'softmax' }),
      ]);
    const x = tensor(
      Float32Array.from({ length: 32 * 24 * 24 * 3 }, (_, i) => Math.sin(i * 0.71)),
      [32, 24, 24, 3],
    );
    const { x: unused, y } = batchOf(32, 1);
    const wholeRun = async (engine: Engine) => {
      const trainer = compile(net(), { optimizer: 'adam', loss: 'categoricalCrossentropy', seed: 3, engine });
      const logs = [];
      for (let step = 0; step < 10; step++) logs.push(await trainer.trainOnBatch({ x, y }));
      const params = numbersIn(trainer.weights.params);
      const cut = engine === ours ? explain(trainer)[0]!.phases.filter(({ text }) => / x [2-9]/.test(text)).length : 0;
      trainer.dispose();
      return { logs, params, cut };
    };
    const ours = jit();
    const { cut, ...mine } = await wholeRun(ours);
    const { cut: _, ...wanted } = await wholeRun(eager());
    expect(mine).toEqual(wanted);
    if (threads === 1) expect(cut).toBe(0);
    else expect(cut).toBeGreaterThan(8);
    dispose([x, y, unused]);
  });

  test('memory that grows in between changes nothing', () =>
    beside(async (ours, reference) => {
      await trained(ours, 6);
      await trained(reference, 6);
      const large = zeros([12 << 20]);
      expect(await trained(ours, 4, 6)).toEqual(await trained(reference, 4, 6));
      large.dispose();
    }));

  test('two trainers at once do not disturb each other', () =>
    beside(async (ours, reference) => {
      const third = trainerWith(jit());
      for (let step = 0; step < 8; step += 2) {
        // In turns, and then step by step within each other.
        if (step < 4) for (const trainer of [ours, third]) await trained(trainer, 2, step);
        else await Promise.all([ours, third].map((trainer) => trained(trainer, 2, step)));
      }
      const wanted = await trained(reference, 8);
      expect([ours, third].map(({ weights }) => numbersIn(weights.params))).toEqual([wanted.params, wanted.params]);
      third.dispose();
    }));
});

describe('what is not compiled', () => {
  test('on a backend that can’t be recorded steps run as they come', async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    const { setBackend } = await import('@tensorflow/tfjs-core');
    await setBackend('cpu');
    const [ours, reference] = [trainerWith(jit()), trainerWith(eager())];
    expect(await trained(ours, 5)).toEqual(await trained(reference, 5));
    expect(statesOf(ours)).toEqual(['waiting', 'waiting']);
    ours.dispose();
    reference.dispose();
  });

  test('a kernel that is tfjs’s own is named, and the numbers are eager’s', async () => {
    const installed = await install({ threads: 1 });
    const counted = {
      kind: 'counted',
      perSample: (y: Tensor, prediction: Tensor) => {
        unique(tensor([1, 2, 1]));
        return mean(squaredDifference(prediction, y), -1);
      },
    };
    const lossy = (engine: Engine) =>
      compile(network(), { optimizer: 'adam', loss: counted as never, seed: 3, engine }) as never as ReturnType<
        typeof trainerWith
      >;
    const [ours, reference] = [lossy(jit()), lossy(eager())];
    expect(await trained(ours, 5)).toEqual(await trained(reference, 5));
    expect(explain(ours).map(({ reason }) => reason)[0]).toBe('Unique of float32 [3] is tfjs’s own');
    ours.dispose();
    reference.dispose();
    await installed.undo();
  });

  test('a function of rows that is not pure is found out', async () => {
    const installed = await install({ threads: 1 });
    const trainer = trainerWith(jit());
    const rows = fromArrays({ x: hostArray(bytes(64 * 48), [64, 4, 4, 3]), y: hostArray(bytes(64, 10), [64]) });
    let calls = 0;
    const counting = prepare(({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => {
      calls += 1;
      return { x: div(x, calls), y: oneHot(y, 10) };
    });
    await trainer.fit(pipe(rows, batch(32), counting), { epochs: 3 });
    expect(explain(trainer).map(({ reason }) => reason)).toEqual([
      'RealDiv reads numbers that change from one step to the next',
    ]);
    trainer.dispose();
    await installed.undo();
  });

  test('a tensor that a function holds, disposed of, is told, and nothing is lost', async () => {
    const installed = await install({ threads: 1 });
    const [ours, reference] = [trainerWith(jit()), trainerWith(eager())];
    const rows = fromArrays({ x: hostArray(bytes(64 * 48), [64, 4, 4, 3]), y: hostArray(bytes(64, 10), [64]) });
    const last: unknown[] = [];
    for (const trainer of [ours, reference]) {
      const mean = scalar(3);
      const centred = prepare(({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => ({
        x: sub(x, mean),
        y: oneHot(y, 10),
      }));
      const batches = pipe(rows, batch(32), centred);
      await trainer.fit(batches, { epochs: 3 });
      mean.dispose();
      await expect(trainer.fit(batches, { epochs: 1 })).rejects.toThrow();
      const whole = { x: normalize(hostArray(bytes(64 * 48), [64, 4, 4, 3])), y: oneHot([...bytes(64, 10)], 10) };
      last.push(await trainer.fit(whole, { epochs: 2 }));
    }
    expect(last[0]).toEqual(last[1]);
    ours.dispose();
    reference.dispose();
    await installed.undo();
  });

  test('a backend that is installed anew is recorded anew', async () => {
    const first = await install({ threads: 1 });
    const [ours, reference] = [trainerWith(jit()), trainerWith(eager())];
    await trained(ours, 8);
    await trained(reference, 8);
    await first.undo();
    const second = await install({ threads: 1 });
    expect(await trained(ours, 8, 8)).toEqual(await trained(reference, 8, 8));
    expect(statesOf(ours)[0]).toBe('compiled');
    ours.dispose();
    reference.dispose();
    await second.undo();
  });
});
