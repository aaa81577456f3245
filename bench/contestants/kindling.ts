// The training step in Kindling, eager.
import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  type Layer,
  leakyRelu,
  sequential,
} from '@kindling/models';
import { adam, compile } from '@kindling/train';
import type { Contestant, Network, Task } from './contestant.ts';
import { useKernels } from './kernels.ts';
import { tfjsBatches } from './tfjsBatches.ts';

const normalized = (): Layer[] => [batchNormalization(), leakyRelu()];
const convolution = (filters: number, strides: number): Layer[] => [
  conv2d({ filters, kernelSize: 3, strides, padding: 'same' }),
  ...normalized(),
];

const networks: Readonly<Record<Network, () => Layer[]>> = {
  mlp: () => [
    flatten(),
    dense({ units: 200, activation: 'relu' }),
    dense({ units: 150, activation: 'relu' }),
    dense({ units: 10, activation: 'softmax' }),
  ],
  cnn: () => [
    ...convolution(32, 1),
    ...convolution(32, 2),
    ...convolution(64, 1),
    ...convolution(64, 2),
    flatten(),
    dense({ units: 128 }),
    ...normalized(),
    dropout({ rate: 0.5 }),
    dense({ units: 10, activation: 'softmax' }),
  ],
};

export const kindling = async (task: Task): Promise<Contestant> => {
  const note = await useKernels(task);
  const trainer = compile(sequential([input({ shape: [32, 32, 3] }), ...networks[task.network]()]), {
    optimizer: adam({ learningRate: 5e-4 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: 1,
  });
  const nextBatch = tfjsBatches(task.batch);
  return { note, step: () => trainer.trainOnBatch(nextBatch()) };
};
