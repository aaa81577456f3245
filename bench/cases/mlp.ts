import { dense, flatten, input, sequential } from '@kindling/models';
import { adam, compile } from '@kindling/train';
import { type Tensor, tensor2d, tensor4d, train } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { Contestant } from '../rounds.ts';
import { useOurs, useTheirs } from './gradients.ts';

/** The chapter's network: 3072-200-150-10, Adam 5e-4, categorical cross-entropy, accuracy. */
export type Library = 'kindling' | 'tfjs-layers';

export interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** The same made-up pictures and labels for everybody. */
export const makeBatch = (size: number): Batch => ({
  x: tensor4d(
    Float32Array.from({ length: size * 3072 }, (_, i) => ((i * 7919) % 256) / 255),
    [size, 32, 32, 3],
  ),
  y: tensor2d(
    Float32Array.from({ length: size * 10 }, (_, i) => (i % 10 === (i / 10) % 10 ? 1 : 0)),
    [size, 10],
  ),
});

const kindling = ({ x, y }: Batch): Contestant => {
  const model = sequential([
    input({ shape: [32, 32, 3] }),
    flatten(),
    dense({ units: 200, activation: 'relu' }),
    dense({ units: 150, activation: 'relu' }),
    dense({ units: 10, activation: 'softmax' }),
  ]);
  const trainer = compile(model, {
    optimizer: adam({ learningRate: 5e-4 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: 1,
  });
  return {
    name: 'kindling',
    run: async (steps) => {
      useOurs();
      for (let step = 0; step < steps; step++) await trainer.trainOnBatch({ x, y });
    },
  };
};

const tfjsLayers = ({ x, y }: Batch): Contestant => {
  const model = layers.sequential();
  model.add(layers.layers.flatten({ inputShape: [32, 32, 3] }));
  model.add(layers.layers.dense({ units: 200, activation: 'relu' }));
  model.add(layers.layers.dense({ units: 150, activation: 'relu' }));
  model.add(layers.layers.dense({ units: 10, activation: 'softmax' }));
  model.compile({ optimizer: train.adam(5e-4), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return {
    name: 'tfjs-layers',
    run: async (steps) => {
      useTheirs();
      for (let step = 0; step < steps; step++) await model.trainOnBatch(x, y);
    },
  };
};

/** One training step a step, its loss and accuracy read back. */
export const mlp = (library: Library, batch: Batch): Contestant =>
  ({ kindling, 'tfjs-layers': tfjsLayers })[library](batch);
