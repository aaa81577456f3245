import { dense, dropout, flatten, input, sequential } from '@kindling/models';
import { compile, eager } from '@kindling/train';
import { type Installed, install } from '@kindling/wasm';
import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain } from './explain.ts';
import { jit } from './jit.ts';

describe.each([1, 2, 3])('on %i threads', (threads) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install({ threads });
    expect(installed.threads).toBe(threads);
  });
  afterAll(() => installed.undo());

  const network = () =>
    sequential([
      input({ shape: [8, 8, 3] }),
      flatten(),
      dense({ units: 40, activation: 'relu' }),
      dropout({ rate: 0.3 }),
      dense({ units: 10, activation: 'softmax' }),
    ]);
  const trainerWith = (engine: ReturnType<typeof jit>) =>
    compile(network(), {
      optimizer: 'adam',
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy'],
      seed: 3,
      engine,
    });
  const batchOf = (rows: number, from: number) => {
    const x = Float32Array.from({ length: rows * 192 }, (_, i) => Math.sin(i * 0.37 + from));
    const y = new Float32Array(rows * 10);
    for (let row = 0; row < rows; row++) y[row * 10 + ((row * 7 + from) % 10)] = 1;
    return { x: tensor(x, [rows, 8, 8, 3]), y: tensor(y, [rows, 10]) };
  };
  const numbersOf = async (trees: Readonly<Record<string, Tensor>>) =>
    Object.fromEntries(
      await Promise.all(Object.entries(trees).map(async ([name, each]) => [name, [...(await each.data())]])),
    );

  test('training has the bits of eager, with dropout and two sizes of batches', async () => {
    const [ours, reference] = [trainerWith(jit()), trainerWith(eager())];
    for (let step = 0; step < 8; step++) {
      const batch = batchOf(step % 3 === 2 ? 12 : 32, step);
      const [mine, wanted] = [await ours.trainOnBatch(batch), await reference.trainOnBatch(batch)];
      dispose([batch.x, batch.y]);
      expect(mine).toEqual(wanted);
    }
    expect(await numbersOf(ours.weights.params)).toEqual(await numbersOf(reference.weights.params));
    const states = explain(ours).map(({ name, state, reason }) => `${name} ${state} ${reason}`);
    expect(states).toEqual(states.map((text) => text.replace(/\w+ [^ ]*$/, 'compiled undefined')));
    ours.dispose();
    reference.dispose();
  });
});
