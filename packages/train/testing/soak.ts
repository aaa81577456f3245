// Trains a compiled step for as many steps as it is told, on batches of changing sizes, then one trainer on as many
// shapes of batches; prints what memory it holds when it has warmed up and at the end:
// `node --expose-gc --conditions=@kindling/source packages/train/testing/soak.ts 100000 500`
import { explain, jit } from '@kindling/jit';
import { batchNormalization, conv2d, dense, dropout, flatten, input, sequential } from '@kindling/models';
import { install } from '@kindling/wasm';
import {
  dispose,
  enableProdMode,
  memory,
  oneHot,
  type Rank,
  randomUniform,
  slice,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { memoryOf, runningBackend } from '../../wasm/src/tfjs/adapter/device.ts';
import { compile } from '../src/trainer/compile.ts';

/** In bytes, but for the tensors: of the process, of JavaScript's objects, of WebAssembly, and its first free MiB. */
export type Held = Readonly<Record<'rss' | 'heap' | 'wasm' | 'firstFree' | 'tensors' | 'bytes', number>>;

/** Of a part: how many plans there are in the end, and of them those that are compiled. */
export interface Part {
  readonly steps: number;
  readonly shapes: number;
  readonly plans: number;
  readonly compiled: number;
  readonly before: Held;
  readonly after: Held;
  readonly first: number;
  readonly last: number;
  /** In ms, of all steps. */
  readonly time: number;
}

const held = (): Held => {
  globalThis.gc?.();
  const { wasm } = runningBackend()!;
  const firstFree = wasm._malloc(1 << 20);
  wasm._free(firstFree);
  const { rss, heapUsed } = process.memoryUsage();
  const { numTensors, numBytes } = memory();
  return {
    ...{ rss, heap: heapUsed, wasm: memoryOf(runningBackend()!).buffer.byteLength, firstFree },
    ...{ tensors: numTensors, bytes: numBytes },
  };
};

/** Of kernels of every kind: products, a convolution, sums, draws, and state that changes. */
const network = () =>
  sequential([
    input({ shape: [6, 6, 2] }),
    conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }),
    batchNormalization(),
    flatten(),
    dropout({ rate: 0.2 }),
    dense({ units: 3, activation: 'softmax' }),
  ]);

/** Batches of one to so many rows, each the first rows of the same pictures. */
const batchesOf = (most: number) => {
  const x = randomUniform<Rank.R4>([most, 6, 6, 2], 0, 1, 'float32', 1);
  const classes = Int32Array.from({ length: most }, (_, row) => row % 3);
  const y = tidy(() => oneHot(tensor1d(classes, 'int32'), 3, 1, 0, 'float32'));
  return {
    of: (rows: number) => ({ x: slice(x, 0, rows), y: slice(y, 0, rows) }),
    dispose: () => dispose([x, y]),
  };
};

/** Steps on batches whose rows are told; the first part of them is the warm-up. */
const part = async (steps: number, warm: number, shapes: number, rowsAt: (step: number) => number): Promise<Part> => {
  const begun = performance.now();
  const batches = batchesOf(rowsAt(0));
  const trainer = compile(network(), { optimizer: 'adam', loss: 'categoricalCrossentropy', seed: 1, engine: jit() });
  const loss = async (): Promise<number> => {
    const all = batches.of(rowsAt(0));
    const { loss } = await trainer.evaluate(all, { batchSize: rowsAt(0) });
    dispose([all.x, all.y]);
    return loss;
  };
  const take = async (from: number, to: number): Promise<void> => {
    for (let step = from; step < to; step++) {
      const batch = batches.of(rowsAt(step));
      await trainer.trainOnBatch(batch);
      dispose([batch.x, batch.y]);
    }
  };
  const first = await loss();
  await take(0, warm);
  const before = held();
  await take(warm, steps);
  const after = held();
  const last = await loss();
  const states = explain(trainer).map(({ state }) => state);
  trainer.dispose();
  batches.dispose();
  const compiled = states.filter((state) => state === 'compiled').length;
  const time = Math.round(performance.now() - begun);
  return { steps, shapes, plans: states.length, compiled, before, after, first, last, time };
};

const [steps = 100_000, shapes = 500] = process.argv.slice(2).map(Number);
/** Steps in a row on one shape: after so many of 64 shapes the first was not needed for 1,000 calls, and makes room. */
const inARow = 20;
enableProdMode();
const { undo } = await install({ threads: 2 });
const idle = memory().numTensors;
const changing = await part(steps, Math.floor(steps / 4), 8, (step) => 32 - ((step * 5) % 8) * 3);
const many = await part(shapes * inARow, (shapes / 2) * inARow, shapes, (step) => shapes - Math.floor(step / inARow));
console.log(JSON.stringify({ changing, many, left: memory().numTensors - idle }, undefined, 1));
await undo();
