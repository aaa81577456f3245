// The chapter's network and the book's in tfjs-layers: for what is counted here, and timed in the bench
import { train } from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';

export type NetworkName = 'mlp' | 'cnn';

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

const normalized = (): Layer[] => [layers.batchNormalization(), layers.leakyReLU({ alpha: 0.3 })];

const convolution = (filters: number, strides: number): Layer[] => [
  layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same' }),
  ...normalized(),
];

const layersOf: Readonly<Record<NetworkName, () => Layer[]>> = {
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

/** Compiled, for pictures of 32x32x3 and ten classes. */
export const tfjsNetwork = (
  name: NetworkName,
): { readonly model: Sequential; readonly optimizer: ReturnType<typeof train.adam> } => {
  const model = sequential();
  model.add(layers.inputLayer({ inputShape: [32, 32, 3] }));
  for (const layer of layersOf[name]()) model.add(layer);
  const optimizer = train.adam(5e-4);
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return { model, optimizer };
};
