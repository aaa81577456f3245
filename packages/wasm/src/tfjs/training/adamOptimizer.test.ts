import '@tensorflow/tfjs-backend-wasm';
import {
  AdamOptimizer,
  memory,
  type Scalar,
  square,
  sum,
  tensor2d,
  train,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterEach, expect, test } from 'vitest';
import { type Installed, install } from '../../install.ts';

let installed: Installed | undefined;
afterEach(() => installed?.undo());

const wave = (shape: [number, number], f: (i: number) => number) =>
  tensor2d(
    Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => f(i)),
    shape,
  );

/** Weights and the optimizer's own after some steps of tfjs-layers. */
const trained = async (steps: number): Promise<readonly number[][]> => {
  const model = layers.sequential();
  model.add(
    layers.layers.dense({
      inputShape: [6],
      units: 7,
      activation: 'tanh',
      kernelInitializer: layers.initializers.glorotUniform({ seed: 3 }),
    }),
  );
  model.add(layers.layers.dense({ units: 2, kernelInitializer: layers.initializers.glorotUniform({ seed: 4 }) }));
  const [x, y] = [wave([10, 6], Math.sin), wave([10, 2], Math.cos)];
  const optimizer = train.adam(0.01);
  model.compile({ optimizer, loss: 'meanSquaredError' });
  for (let step = 0; step < steps; step++) await model.trainOnBatch(x, y);
  const kept = await optimizer.getWeights();
  const numbers = [...model.getWeights(), ...kept.map(({ tensor }) => tensor)].map((tensor) => [...tensor.dataSync()]);
  expect(kept[1]!.name).toMatch(/\/m$/);
  model.dispose();
  return numbers;
};

test('tfjs-layers trains to the same weights and the same averages as on tfjs alone', async () => {
  installed = await install({ threads: 1 });
  const ours = await trained(20);
  await installed.undo();
  const theirs = await trained(20);
  expect(ours.length).toBe(theirs.length);
  ours.forEach((tensor, i) => {
    tensor.forEach((value, k) => {
      expect(Math.abs(value - theirs[i]![k]!), `tensor ${i}, number ${k}`).toBeLessThan(
        2e-6 * (1 + Math.abs(theirs[i]![k]!)),
      );
    });
  });
});

test('a step leaves the variables, two averages each, and nothing else', async () => {
  installed = await install({ threads: 1 });
  const w = variable(tensor2d([[1, 2]]));
  const optimizer = train.adam(0.1);
  const loss = () => sum(square(w)) as Scalar;
  const step = (): void => {
    const { value, grads } = variableGrads(loss, [w]);
    optimizer.applyGradients(grads as Parameters<typeof optimizer.applyGradients>[0]);
    for (const tensor of [value, ...Object.values(grads)]) tensor.dispose();
  };
  step();
  const before = memory().numTensors;
  step();
  expect(memory().numTensors).toBe(before);
  expect([...w.dataSync()].map((value) => value.toFixed(4))).toEqual(['0.8004', '1.8002']);
  optimizer.dispose();
  w.dispose();
});

test('the undo brings tfjs’s update back', async () => {
  const { applyGradients } = AdamOptimizer.prototype;
  installed = await install({ threads: 1 });
  expect(AdamOptimizer.prototype.applyGradients).not.toBe(applyGradients);
  await installed.undo();
  expect(AdamOptimizer.prototype.applyGradients).toBe(applyGradients);
});
