// The training step in tfjs-layers.
import { train } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { Contestant, Network, Task } from './contestant.ts';
import { useKernels } from './kernels.ts';
import { tfjsBatches } from './tfjsBatches.ts';

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

const convolution = (filters: number, strides: number): Layer[] => [
  layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same' }),
  ...normalized(),
];
const normalized = (): Layer[] => [layers.batchNormalization(), layers.leakyReLU({ alpha: 0.3 })];

const networks: Readonly<Record<Network, () => Layer[]>> = {
  mlp: () => [
    layers.flatten(),
    layers.dense({ units: 200, activation: 'relu' }),
    layers.dense({ units: 150, activation: 'relu' }),
    layers.dense({ units: 10, activation: 'softmax' }),
  ],
  cnn: () => [
    ...convolution(32, 1),
    ...convolution(32, 2),
    ...convolution(64, 1),
    ...convolution(64, 2),
    layers.flatten(),
    layers.dense({ units: 128 }),
    ...normalized(),
    layers.dropout({ rate: 0.5 }),
    layers.dense({ units: 10, activation: 'softmax' }),
  ],
};

export const tfjsLayers = async (task: Task): Promise<Contestant> => {
  const note = await useKernels(task);
  const model = sequential();
  model.add(layers.inputLayer({ inputShape: [32, 32, 3] }));
  for (const layer of networks[task.network]()) model.add(layer);
  model.compile({ optimizer: train.adam(5e-4), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const nextBatch = tfjsBatches(task.batch);
  const step = () => {
    const { x, y } = nextBatch();
    return model.trainOnBatch(x, y);
  };
  return { note, step };
};
