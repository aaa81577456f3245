import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers'; // tfjs-core has no gradients by itself
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { numbersOf } from '../testing/stream.ts';
import { install } from './install.ts';
import { memoryOf, runningBackend } from './tfjs/adapter/device.ts';

/** `KINDLING_SOAK=100000` makes a long run of it. */
const steps = Number(process.env.KINDLING_SOAK ?? 2000);
/** In ms; generous, since a long run shares its machine. */
const timeout = 60_000 + steps * 40;

const draw = (seed: number, ...shape: [number, number]): tf.Tensor2D =>
  tf.tensor2d(numbersOf(seed, shape[0] * shape[1]), shape);

/** Of JavaScript's objects, in bytes. */
const usedHeap = (): number => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
};

/** Where the first free megabyte of tfjs's memory is: what is not given back moves it up. */
const firstFree = (): number => {
  const { wasm } = runningBackend()!;
  const address = wasm._malloc(1 << 20);
  wasm._free(address);
  return address;
};

test(`${steps} steps of a small model on two threads leave memory as it was`, {
  timeout,
}, async () => {
  tf.enableProdMode();
  const { undo } = await install({ threads: 2 });
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
  const held = () => ({ ...tf.memory(), bytes: memoryOf(runningBackend()!).buffer.byteLength, firstFree: firstFree() });

  const first = step(0);
  for (let index = 1; index < 100; index++) step(index);
  const [before, heap] = [held(), usedHeap()];
  for (let index = 100; index < steps; index++) step(index);
  expect(held()).toEqual(before);
  expect(usedHeap() - heap).toBeLessThan(4 << 20);
  expect(step(0)).toBeLessThan(first / 2);
  tf.dispose([w, v, all, labels]);
  optimizer.dispose();
  expect(tf.memory().numTensors).toBe(0);
  await undo();
});

/** One of 1,600, in an order that seems to have none. */
const sizeOfPicture = (index: number): [number, number] => {
  const at = (index * 7919) % 1600;
  return [8 + Math.floor(at / 40), 8 + (at % 40)];
};
/** By then there are more kernels than are kept: one for each width of a product. */
const full = 800;

test(`${Math.max(2 * full, steps)} sizes of pictures, batches and products, when the kernels that are kept are full, leave memory as it was`, {
  timeout,
}, async () => {
  tf.enableProdMode();
  const { undo } = await install({ threads: 2 });
  const [filter, weights] = tf.tidy(() => [draw(4, 27, 4), draw(5, 16, 1600)] as const);
  const all = draw(6, 600, 16);
  const look = (index: number): number =>
    tf.tidy(() => {
      const [height, width] = sizeOfPicture(index);
      const picture = tf.ones<tf.Rank.R4>([1, height, width, 3]);
      const seen = tf.conv2d(picture, tf.reshape(filter, [3, 3, 3, 4]), 1, 'same');
      const columns = tf.slice(weights, [0, 0], [16, 1 + ((index * 7919) % 1600)]);
      const product = tf.matMul(tf.slice(all, 0, 1 + (index % 600)), columns);
      return tf.add(tf.sum(seen), tf.sum(product)).dataSync()[0]!;
    });
  const held = () => ({ ...tf.memory(), bytes: memoryOf(runningBackend()!).buffer.byteLength });
  const first = look(0);
  for (let index = 1; index < full; index++) look(index);
  const [before, heap] = [held(), usedHeap()];
  for (let index = full; index < Math.max(2 * full, steps); index++) look(index);
  expect(held()).toEqual(before);
  expect(usedHeap() - heap).toBeLessThan(4 << 20);
  expect(look(0)).toBe(first);
  tf.dispose([filter, weights, all]);
  await undo();
});
