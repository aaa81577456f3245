import '@tensorflow/tfjs-backend-wasm';
import type { Thread } from '@kindling/core';
import { threading } from '@kindling/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { install } from '../install.ts';
import { memoryOf, runningBackend } from '../tfjs/adapter/device.ts';

beforeAll(() => {
  tf.enableProdMode();
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Numbers in [-1, 1). */
const some = (shape: number[], seed: number): tf.Tensor => {
  let state = seed;
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 31 - 1;
    }),
    shape,
  );
};

/** The bits that a sequence of operations gives, each on what the one before gave, at a size with edges. */
const sequence = (): Int32Array =>
  tf.tidy(() => {
    const x = some([3, 21, 19, 13], 1) as tf.Tensor4D;
    const y = tf.conv2d(x, some([3, 3, 13, 37], 2) as tf.Tensor4D, 2, 'same');
    const z = tf.reshape(tf.maxPool(tf.relu(y), 2, 2, 'same'), [3, -1]);
    const product = tf.matMul(z, some([z.shape[1]!, 301], 3));
    const shares = tf.softmax(tf.matMul(product, some([157, 301], 4), false, true));
    return new Int32Array(shares.dataSync().slice().buffer);
  });

test('a sequence has the same bits on one, two, three and four threads', async () => {
  const results: Int32Array[] = [];
  for (const threads of [1, 2, 3, 4]) {
    const installed = await install({ threads });
    expect(installed.threads).toBe(threads);
    for (let round = 0; round < 20; round++) results.push(sequence());
    await installed.undo();
  }
  expect(results.every((result) => result.every((value, i) => value === results[0]![i]))).toBe(true);
});

test('memory that grows in the middle of a sequence changes nothing', async () => {
  const { undo } = await install({ threads: 3 });
  const before = sequence();
  const size = memoryOf(runningBackend()!).buffer.byteLength;
  const large = tf.zeros([size / 4]);
  expect(memoryOf(runningBackend()!).buffer.byteLength).toBeGreaterThan(size);
  expect(sequence()).toEqual(before);
  large.dispose();
  await undo();
});

/** Threads as they are started. */
const watchThreads = (): Thread[] => {
  const threads: Thread[] = [];
  const { startThread } = threading;
  vi.spyOn(threading, 'startThread').mockImplementation((...args) => {
    const thread = startThread(...args);
    threads.push(thread);
    return thread;
  });
  return threads;
};

test('after a worker has died an operation is an error, and to install again helps', async () => {
  const threads = watchThreads();
  const { undo } = await install({ threads: 2 });
  const before = sequence();
  await threads[0]!.terminate();
  expect(sequence).toThrow(/^threads: thread 1 of 2 has died: .*; undo what install\(\) returned and install again$/);
  await undo();
  const again = await install({ threads: 2 });
  expect(sequence()).toEqual(before);
  await again.undo();
});

test('threads of a backend that was taken out end', async () => {
  const threads = watchThreads();
  const { undo } = await install({ threads: 2 });
  sequence();
  const { factory, priority } = tf.engine().registryFactory.wasm!;
  threading.keepListeners(() => tf.removeBackend('wasm'));
  tf.registerBackend('wasm', factory, priority);
  await undo();
  await vi.waitFor(() => expect(threads[0]!.end()).toBeDefined(), 20_000);
});
