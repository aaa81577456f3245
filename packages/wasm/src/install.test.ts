import '@tensorflow/tfjs-backend-wasm';
import { existsSync, readFileSync } from 'node:fs';
import { threading } from '@kindling/core';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { numbersOf } from '../testing/stream.ts';
import { type Installed, type InstallOptions, install } from './install.ts';
import { memoryOf, runningBackend } from './tfjs/adapter/device.ts';

const { factory, priority } = tf.engine().registryFactory.wasm!;
const held: Installed[] = [];

/** Installed until the test is over. */
const installed = async (options?: InstallOptions): Promise<Installed> => {
  const made = await install(options);
  held.push(made);
  return made;
};

const undoAll = async (): Promise<void> => {
  for (const each of held.splice(0)) await each.undo();
};

beforeAll(() => {
  tf.enableProdMode();
});

afterEach(async () => {
  await undoAll();
  tf.disposeVariables();
  threading.keepListeners(() => tf.removeBackend('wasm'));
  tf.registerBackend('wasm', factory, priority);
});

const kernels = () => new Map(tf.getKernelsForBackend('wasm').map((config) => [config.kernelName, config]));
const bytes = (): number => memoryOf(runningBackend()!).buffer.byteLength;
const draw = (seed: number, ...shape: number[]): tf.Tensor =>
  tf.tensor(
    numbersOf(
      seed,
      shape.reduce((size, length) => size * length, 1),
    ),
    shape,
  );

/** A net of convolutions on raw tfjs-core, trained for some steps: its loss at each. */
const trainConvolutions = (steps: number, between?: (step: number) => void): number[] => {
  const [w, v] = tf.tidy(() => [tf.variable(draw(1, 3, 3, 3, 16)), tf.variable(draw(2, 12 * 12 * 16, 5))] as const);
  const optimizer = tf.train.adam(0.01);
  const x = draw(3, 8, 24, 24, 3) as tf.Tensor4D;
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 1, 2, 3, 4, 0, 1, 2], 'int32'), 5));
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = optimizer.minimize(() => {
      const seen = tf.relu(tf.conv2d(x, w as tf.Tensor4D, 2, 'same'));
      return tf.losses.softmaxCrossEntropy(y, tf.matMul(tf.reshape(seen, [8, -1]), v as tf.Tensor2D)) as tf.Scalar;
    }, true)!;
    losses.push(loss.dataSync()[0]!);
    loss.dispose();
    between?.(step);
  }
  tf.dispose([w, v, x, y]);
  optimizer.dispose();
  return losses;
};

/** What kernels of ours give, as bits, by name. */
const results = (): Record<string, Int32Array> => {
  const found: Record<string, Int32Array> = {};
  const keep = (name: string, tensor: tf.Tensor): void => {
    found[name] = new Int32Array(tensor.dataSync().slice().buffer);
  };
  tf.tidy(() => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const a = draw(1, ...(transposeA ? [257, 130] : [130, 257])) as tf.Tensor2D;
        const b = draw(2, ...(transposeB ? [190, 257] : [257, 190])) as tf.Tensor2D;
        keep(`product ${transposeA} ${transposeB}`, tf.matMul(a, b, transposeA, transposeB));
        const bias = draw(3, 190);
        const fused = tf.fused.matMul({ a, b, transposeA, transposeB, bias, activation: 'relu' });
        keep(`fused product ${transposeA} ${transposeB}`, fused);
      }
    }
    for (const strides of [1, 2]) {
      const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, 'same');
      const [x, w] = [draw(4, 5, 33, 31, 12), draw(5, 3, 3, 12, 20)];
      keep(`convolution by ${strides}`, convolve(x, w));
      tf.grads(convolve)([x, w]).forEach((gradient, i) => {
        keep(`gradient ${i} of a convolution by ${strides}`, gradient);
      });
    }
    const depthwise = (x: tf.Tensor, w: tf.Tensor) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
    tf.grads(depthwise)([draw(6, 4, 31, 33, 20), draw(7, 3, 3, 20, 1)]).forEach((gradient, i) => {
      keep(`gradient ${i} of a depthwise convolution`, gradient);
    });
    const x = draw(8, 64, 33, 33, 5) as tf.Tensor4D;
    keep('maximum', tf.grad((each) => tf.maxPool(each as tf.Tensor4D, 2, 2, 'valid'))(x));
    keep('sum', tf.sum(x, [0, 1, 2]));
    keep('mean', tf.mean(x));
    keep('exponential', tf.exp(x));
    keep('logarithm', tf.log(tf.abs(x)));
    keep('product of numbers', tf.mul(x, x));
    keep('transpose', tf.transpose(draw(9, 300, 500)));
  });
  found.losses = new Int32Array(Float64Array.from(trainConvolutions(5)).buffer);
  return found;
};

describe('install', () => {
  it('starts the backend on as many threads as there are cores, with vectors of 128 bits', async () => {
    const found = await installed();
    expect(tf.getBackend()).toBe('wasm');
    expect(found).toEqual({
      threads: threading.cores(),
      fewerThreads: undefined,
      simd: 128,
      narrower: undefined,
      undo: expect.any(Function),
    });
  });

  it('twice changes nothing, and is undone when both are', async () => {
    const stock = kernels();
    const [first, ours] = [await install(), kernels()];
    const [second, same] = [await install(), kernels()];
    expect(same).toEqual(ours);
    expect({ ...second, undo: 0 }).toEqual({ ...first, undo: 0 });
    await first.undo();
    await first.undo();
    expect(tf.getKernel('BatchMatMul', 'wasm')).toBe(ours.get('BatchMatMul'));
    await second.undo();
    expect(tf.getKernel('BatchMatMul', 'wasm')).toBe(stock.get('BatchMatMul'));
  });

  it('at once from two places is one', async () => {
    const [first, second] = await Promise.all([install({ threads: 2 }), install({ threads: 2 })]);
    expect(first.threads).toBe(2);
    await first.undo();
    expect(tf.matMul(tf.ones([9, 9]), tf.ones([9, 9])).dataSync()[0]).toBe(9);
    await second.undo();
  });

  it('gives back every kernel that was there, and takes out what was not', async () => {
    await tf.setBackend('wasm');
    const stock = kernels();
    const { undo } = await install();
    expect([...kernels()].filter(([name, config]) => stock.get(name) !== config).length).toBeGreaterThan(40);
    await undo();
    const after = kernels();
    expect([...after.keys()].sort()).toEqual([...stock.keys()].sort());
    for (const [name, config] of after) expect(config, name).toBe(stock.get(name));
    expect(tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).dataSync()).toEqual(Float32Array.of(3, 3, 3, 3));
  });

  it('refuses other options while it is installed, and takes them after', async () => {
    const { undo } = await install({ threads: 2 });
    await expect(install({ threads: 1 })).rejects.toThrow(
      'install: it is installed with threads 2 already; undo that before threads 1',
    );
    await expect(install({ wideSimd: true })).rejects.toThrow(
      'install: it is installed with wideSimd false already; undo that before wideSimd true',
    );
    const again = await install();
    expect(again.threads).toBe(2);
    await again.undo();
    await undo();
    expect((await installed({ threads: 1 })).threads).toBe(1);
  });

  it('refuses what it does not know', async () => {
    await expect(install({ thread: 2 } as InstallOptions)).rejects.toThrow(/^install: .*thread\b/);
    await expect(install({ threads: 0 })).rejects.toThrow('install: threads must be a positive integer, got 0');
    await expect(install({ threads: 1.5 })).rejects.toThrow('install: threads must be a positive integer, got 1.5');
    await expect(install({ wideSimd: 1 as never })).rejects.toThrow(/^install: wideSimd must be .*, got 1$/);
    expect(tf.engine().registry.wasm).toBeUndefined();
  });

  it('on a backend that holds tensors has one thread, and says why', async () => {
    await tf.setBackend('wasm');
    const kept = tf.ones([3]);
    const found = await installed({ threads: 2 });
    expect([found.threads, found.fewerThreads]).toEqual([
      1,
      'the wasm backend was started before install() and holds 1 tensors',
    ]);
    expect(kept.dataSync()).toEqual(Float32Array.of(1, 1, 1));
  });

  it('for one thread needs no shared memory, and no reason', async () => {
    const found = await installed({ threads: 1 });
    expect([found.threads, found.fewerThreads]).toEqual([1, undefined]);
    expect(memoryOf(runningBackend()!).buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('is there anew on a backend that was taken out and started again', async () => {
    await installed({ threads: 2 });
    threading.keepListeners(() => tf.removeBackend('wasm'));
    tf.registerBackend('wasm', factory, priority);
    expect((await installed({ threads: 1 })).threads).toBe(1);
    expect(tf.matMul(tf.ones([9, 9]), tf.ones([9, 9])).dataSync()[0]).toBe(9);
  });
});

describe('numbers', () => {
  it('are the same to the bit for any number of threads', async () => {
    const found = [];
    for (const threads of [1, 2, 3]) {
      expect((await installed({ threads })).threads).toBe(threads);
      found.push(results());
      expect(runningBackend()!.numDataIds()).toBe(0);
      await undoAll();
    }
    for (const [name, bits] of Object.entries(found[0]!)) {
      expect(found[1]![name], `${name} on 2 threads`).toEqual(bits);
      expect(found[2]![name], `${name} on 3 threads`).toEqual(bits);
    }
  });

  it('are the same with the widest vectors, or there is a reason to have none', async () => {
    const { undo } = await install({ threads: 2 });
    const narrow = results();
    await undo();
    const { simd, narrower } = await installed({ threads: 2, wideSimd: true });
    const isOld = Number.parseInt(process.versions.node, 10) < 24;
    if (isOld) expect(narrower).toBe('it takes Node 24 or newer');
    expect(simd === 256).toBe(narrower === undefined);
    for (const [name, bits] of Object.entries(results())) expect(bits, name).toEqual(narrow[name]);
  });

  it('are near those of tfjs', async () => {
    await tf.setBackend('wasm');
    const [a, b] = [draw(1, 40, 50), draw(2, 50, 30)];
    const stock = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D).dataSync();
    await installed();
    const ours = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D).dataSync();
    for (const [i, value] of stock.entries()) expect(ours[i]).toBeCloseTo(value, 5);
  });
});

describe('memory', () => {
  const threads = (): number => Number(/Threads:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]);
  const hasStatus = existsSync('/proc/self/status');

  it('is flat, and threads are gone, after a hundred times', { timeout: 120_000 }, async () => {
    const round = async (): Promise<void> => {
      const { undo } = await install({ threads: 2 });
      tf.tidy(() => tf.matMul(tf.ones([300, 300]), tf.ones([300, 300])).dataSync());
      await undo();
    };
    for (let warm = 0; warm < 3; warm++) await round();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = { bytes: bytes(), threads: hasStatus ? threads() : 0, ...tf.memory() };
    for (let i = 0; i < 100; i++) await round();
    for (let wait = 0; hasStatus && wait < 600 && threads() > before.threads; wait++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const after = { bytes: bytes(), threads: hasStatus ? threads() : 0, ...tf.memory() };
    expect(after.threads).toBeLessThanOrEqual(before.threads);
    expect({ ...after, threads: 0 }).toEqual({ ...before, threads: 0 });
  });

  it('that grows in the middle of a run breaks nothing', async () => {
    await installed({ threads: 2 });
    const wanted = trainConvolutions(6);
    const before = bytes();
    const great: tf.Tensor[] = [];
    const losses = trainConvolutions(6, (step) => {
      if (step === 1 || step === 3) great.push(tf.ones([bytes() / 4]));
    });
    expect(bytes()).toBeGreaterThan(2 * before);
    expect(losses).toEqual(wanted);
    const [first, second] = great.map((each) => tf.tidy(() => tf.all(tf.equal(each, 1)).dataSync()[0]));
    expect([first, second]).toEqual([1, 1]);
    tf.dispose(great);
  });

  it('that is not there is an error, and what was there goes on', async () => {
    await installed({ threads: 2 });
    const [column, row] = [tf.ones<tf.Rank.R2>([40_000, 1]), tf.ones<tf.Rank.R2>([1, 40_000])];
    const before = tf.memory().numDataBuffers;
    expect(() => tf.tidy(() => tf.matMul(column, row))).toThrow(
      'wasm: no memory left for 6400000000 bytes of BatchMatMul',
    );
    expect(tf.memory().numDataBuffers).toBe(before);
    expect(tf.matMul(row, column).dataSync()).toEqual(Float32Array.of(40_000));
  });
});

test('two programs in one process, on tfjs-layers and on tfjs-core, do not disturb each other', async () => {
  await installed({ threads: 2 });
  const train = async (between?: () => void): Promise<unknown[]> => {
    const dense = (units: number, seed: number) =>
      layers.layers.dense({
        units,
        activation: 'relu',
        kernelInitializer: layers.initializers.glorotUniform({ seed }),
      });
    const model = layers.sequential({
      layers: [layers.layers.inputLayer({ inputShape: [200] }), dense(150, 1), dense(1, 2)],
    });
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const [x, y] = [draw(1, 256, 200), draw(2, 256, 1)];
    const callbacks = { onBatchEnd: () => between?.() };
    const { history } = await model.fit(x, y, { epochs: 3, batchSize: 64, shuffle: false, verbose: 0, callbacks });
    const prediction = model.predict(x) as tf.Tensor;
    const numbers = [history.loss, [...prediction.dataSync()]];
    tf.dispose([x, y, prediction]);
    model.dispose();
    return numbers;
  };
  const alone = [await train(), trainConvolutions(3)];
  const others: number[][] = [];
  const together = await train(() => others.push(trainConvolutions(3)));
  expect(together).toEqual(alone[0]);
  expect(others.length).toBe(12);
  for (const losses of others) expect(losses).toEqual(alone[1]);
  expect((alone[1] as number[]).at(-1)).toBeLessThan((alone[1] as number[])[0]!);
});
