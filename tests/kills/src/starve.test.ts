import { explain, jit } from '@kindling/jit';
import '@tensorflow/tfjs-backend-wasm';
import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  type Model,
  maxPooling2d,
  sequential,
} from '@kindling/models';
import { compile, eager } from '@kindling/train';
import { install, WasmMemoryError } from '@kindling/wasm';
import {
  dispose,
  enableProdMode,
  engine,
  memory,
  oneHot,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';

const mlp = () =>
  sequential([
    input({ shape: [48] }),
    dense({ units: 64, activation: 'relu' }),
    dropout({ rate: 0.2 }),
    dense({ units: 5 }),
  ]);
const cnn = () =>
  sequential([
    input({ shape: [10, 10, 3] }),
    conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }),
    batchNormalization(),
    maxPooling2d({ poolSize: 2 }),
    conv2d({ filters: 12, kernelSize: 3, activation: 'relu' }),
    flatten(),
    dense({ units: 5 }),
  ]);

const rows = 40;
const batchOf = (shape: readonly number[], count = rows): { x: Tensor; y: Tensor } => {
  const size = count * shape.reduce((a, b) => a * b, 1);
  return {
    x: tensor(
      Float32Array.from({ length: size }, (_, i) => Math.sin(i * 0.37)),
      [count, ...shape],
    ),
    y: tidy(() =>
      oneHot(
        tensor1d(
          Array.from({ length: count }, (_, i) => i % 5),
          'int32',
        ),
        5,
        1,
        0,
        'float32',
      ),
    ),
  };
};

/** How many more allocations there are: the seam is tfjs's own allocator, below all that is tested. */
let left = Number.POSITIVE_INFINITY;

interface Insides {
  readonly wasm: { _malloc: (bytes: number) => number; _free(address: number): void };
  numDataIds(): number;
}
const backend = (): Insides => engine().registry.wasm as unknown as Insides;

/** The work with that many allocations; the error of the one too many. */
const starved = async (allocations: number, work: () => Promise<unknown>): Promise<unknown> => {
  left = allocations;
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    left = Number.POSITIVE_INFINITY;
  }
};

const held = () => ({ ...memory(), data: backend().numDataIds() });

beforeAll(() => {
  enableProdMode();
});

interface Case {
  readonly what: string;
  readonly make: () => Model;
  readonly shape: readonly number[];
  readonly threads: number;
  readonly engine: keyof typeof engines;
}
/** How they run, and how many allocations a step is known to have more than. */
const engines = { eager: { make: eager, allocations: 20 }, jit: { make: jit, allocations: 1 } } as const;
const cases: readonly Case[] = (['eager', 'jit'] as const).flatMap((engine) =>
  [1, 2].flatMap((threads) => [
    { what: 'an MLP', make: mlp as () => Model, shape: [48], threads, engine },
    { what: 'a CNN', make: cnn as () => Model, shape: [10, 10, 3], threads, engine },
  ]),
);

test.each(cases)(
  'a step of $what on $threads threads, with $engine, changes nothing without memory, wherever it ends',
  async ({ make, shape, threads, engine: name }) => {
    await (await install({ threads })).undo();
    const { wasm } = backend();
    const { _malloc } = wasm;
    wasm._malloc = (bytes) => {
      left -= 1;
      return left < 0 ? 0 : _malloc(bytes);
    };
    const installed = await install({ threads });
    expect(installed.threads).toBe(threads);
    const start = () =>
      compile(make(), {
        ...{ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'], seed: 3 },
        engine: engines[name].make(),
      } as const);
    const [hungry, fed] = [start(), start()];
    const batch = batchOf(shape);
    const few = batchOf(shape, 3);
    const look = async ({ weights }: typeof fed): Promise<number[][]> =>
      Promise.all(
        [weights.params, weights.state]
          .flatMap((tree) => Object.values(tree))
          .map(async (each) => [...(await each.data())]),
      );
    const step = (trainer: typeof fed, data = batch) => trainer.trainOnBatch(data as never);
    const fails = async (allocations: number): Promise<boolean> => {
      const [before, weights] = [held(), await look(hungry)];
      const error = await starved(allocations, () => step(hungry));
      if (error === undefined) return false;
      expect(error).toBeInstanceOf(WasmMemoryError);
      expect(held()).toEqual(before);
      expect(await look(hungry)).toEqual(weights);
      return true;
    };

    // While kernels are compiled, and sent to the threads.
    let first = 0;
    while (await fails(first)) first += 1;
    await step(fed);
    expect(await look(hungry)).toEqual(await look(fed));
    // And when all is there, with the next step each time; now and then a smaller one.
    let n = 0;
    for (; await fails(n); n++) {
      const data = n % 8 === 0 ? few : batch;
      await step(hungry, data);
      await step(fed, data);
      expect(await look(hungry)).toEqual(await look(fed));
    }
    expect(n).toBeGreaterThan(engines[name].allocations);
    if (name === 'jit') expect(explain(hungry).map(({ state }) => state)).toContain('compiled');
    expect(first).toBeGreaterThanOrEqual(n);
    hungry.dispose();
    fed.dispose();
    dispose([batch, few]);
    await installed.undo();
    wasm._malloc = _malloc;
    expect(backend().numDataIds()).toBe(0);
  },
);
