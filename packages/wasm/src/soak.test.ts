import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers'; // tfjs-core has no gradients by itself
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { install } from './install.ts';
import { numbersOf } from './testing/stream.ts';
import { memoryOf, runningBackend } from './tfjs/backend.ts';

/** `KINDLING_SOAK=100000` makes a long run of it. */
const steps = Number(process.env.KINDLING_SOAK ?? 2000);

const draw = (seed: number, ...shape: [number, number]): tf.Tensor2D =>
  tf.tensor2d(numbersOf(seed, shape[0] * shape[1]), shape);

/** How many blocks of tfjs's memory are taken that are not given back, from here on. */
const countBlocks = (): (() => number) => {
  const { wasm } = runningBackend()!;
  wasm._free(wasm._malloc(16)); // the first call of each puts the real function in the place of a stub
  const { _malloc: malloc, _free: free } = wasm;
  let taken = 0;
  wasm._malloc = (bytes) => {
    taken += 1;
    return malloc(bytes);
  };
  wasm._free = (address) => {
    if (address !== 0) taken -= 1;
    free(address);
  };
  return () => taken;
};

test(`${steps} steps of a small model on two threads leave memory as it was`, {
  timeout: 60_000 + steps * 5,
}, async () => {
  tf.enableProdMode();
  const { undo } = await install({ threads: 2 });
  const blocks = countBlocks();
  const [w, v] = tf.tidy(() => [tf.variable(draw(1, 64, 128)), tf.variable(draw(2, 128, 10))] as const);
  const optimizer = tf.train.adam(1e-3);
  const labels = tf.tidy(() => tf.oneHot(tf.mod(tf.range(0, 96, 1, 'int32'), tf.scalar(10, 'int32')), 10));
  const all = draw(3, 96, 64);

  /** Every tenth batch is a short one. */
  const step = (index: number): number =>
    tf.tidy(() => {
      const count = index % 10 === 9 ? 37 : 96;
      const [x, y] = [all, labels].map((tensor) => tf.slice(tensor, 0, count)) as [tf.Tensor2D, tf.Tensor2D];
      const loss = optimizer.minimize(
        () => tf.losses.softmaxCrossEntropy(y, tf.matMul(tf.relu(tf.matMul(x, w)), v)) as tf.Scalar,
        true,
      )!;
      return index % 100 === 0 ? loss.dataSync()[0]! : 0;
    });
  const held = () => ({ ...tf.memory(), bytes: memoryOf(runningBackend()!).buffer.byteLength, blocks: blocks() });

  const first = step(0);
  for (let index = 1; index < 100; index++) step(index);
  const [before, { rss }] = [held(), process.memoryUsage()];
  for (let index = 100; index < steps; index++) step(index);
  expect(held()).toEqual(before);
  expect(process.memoryUsage().rss - rss).toBeLessThan(100 << 20);
  expect(step(0)).toBeLessThan(first / 2);
  tf.dispose([w, v, all, labels]);
  optimizer.dispose();
  expect(tf.memory().numTensors).toBe(0);
  await undo();
});
