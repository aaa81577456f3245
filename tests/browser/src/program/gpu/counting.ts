import { chapter, network } from '@kindling/app-common';
import { dataset } from '@kindling/data';
import { adam, type Callback, compile } from '@kindling/train';
import {
  clone,
  memory,
  oneHot,
  type Rank,
  randomUniform,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tidy,
  train,
} from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { countGpu, type GpuCounts } from '@tests/kit/gpuCounts';

export const networkNames = ['mlp', 'cnn'] as const;
export type NetworkName = (typeof networkNames)[number];

/** What a step of training asks of the GPU, of a batch of 32 that is there already. */
export interface StepCounts extends GpuCounts {
  /** Tensors left over when all is disposed of. */
  readonly left: number;
}

const size = 32;

/** Steps that compile shaders and make buffers, and steps that are counted. */
const steps = { before: 2, counted: 2 };

const aBatch = (): { readonly x: Tensor; readonly y: Tensor } => {
  const x = randomUniform<Rank.R4>([size, 32, 32, 3]);
  const labels = tensor1d([...Array(size).keys()].map((i) => i % 10) as number[], 'int32');
  const y = tidy(() => oneHot(labels as Tensor1D, 10, 1, 0, 'float32'));
  labels.dispose();
  return { x, y };
};

const each = (counts: GpuCounts): GpuCounts =>
  Object.fromEntries(
    Object.entries(counts).map(([name, value]) => [name, value / steps.counted]),
  ) as unknown as GpuCounts;

/** `fit` with a metric, from the end of a step to the end of a later one. */
const ofKindling = async (name: NetworkName): Promise<GpuCounts> => {
  const model = network({ model: name, hidden: chapter }, [32, 32, 3], 10);
  const trainer = compile(model, {
    optimizer: adam({ learningRate: 5e-4 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: 1,
  });
  const batch = aBatch();
  const same = dataset({
    size: Infinity,
    async *iterate() {
      for (;;) yield { x: clone(batch.x), y: clone(batch.y) };
    },
  });
  let begin: () => void = () => undefined;
  let end: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let counting: Promise<GpuCounts> | undefined;
  const watch: Callback = {
    onBatchEnd: async ({ batch: done }) => {
      if (done + 1 === steps.before) {
        counting = countGpu(() => ended);
        begin();
      }
      if (done + 1 === steps.before + steps.counted) {
        end();
        await counting;
      }
    },
  };
  await trainer.fit(same, { stepsPerEpoch: steps.before + steps.counted, callbacks: [watch] });
  await begun;
  trainer.dispose();
  batch.x.dispose();
  batch.y.dispose();
  return each(await counting!);
};

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

const normalized = (): Layer[] => [layers.batchNormalization(), layers.leakyReLU({ alpha: 0.3 })];

const convolution = (filters: number, strides: number): Layer[] => [
  layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same' }),
  ...normalized(),
];

const theirLayers: Readonly<Record<NetworkName, () => Layer[]>> = {
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

/** `trainOnBatch`, which reads the loss and the metric back. */
const ofTfjsLayers = async (name: NetworkName): Promise<GpuCounts> => {
  const model = sequential();
  model.add(layers.inputLayer({ inputShape: [32, 32, 3] }));
  for (const layer of theirLayers[name]()) model.add(layer);
  const optimizer = train.adam(5e-4);
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { x, y } = aBatch();
  const run = async (count: number): Promise<void> => {
    for (let step = 0; step < count; step++) await model.trainOnBatch(x, y);
  };
  await run(steps.before);
  const counts = await countGpu(() => run(steps.counted));
  model.dispose();
  optimizer.dispose();
  x.dispose();
  y.dispose();
  return each(counts);
};

/** By library and network. */
export const counting = async (): Promise<Readonly<Record<string, StepCounts>>> => {
  const found: Record<string, StepCounts> = {};
  for (const name of networkNames) {
    for (const [library, count] of Object.entries({ Kindling: ofKindling, 'tfjs-layers': ofTfjsLayers })) {
      const before = memory().numTensors;
      const counts = await count(name);
      found[`${library}, ${name}`] = { ...counts, left: memory().numTensors - before };
    }
  }
  return found;
};
