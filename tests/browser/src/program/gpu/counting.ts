// What a step asks of a GPU, in Kindling and in tfjs-layers: for the tests in a page, and for the bench
import { batches, chapter, network } from '@kindling/app-common';
import { deviceQueue, recorderInUse } from '@kindling/core';
import { type Dataset, dataset, shapes } from '@kindling/data';
import { adam, type Callback, compile } from '@kindling/train';
import { clone, memory, oneHot, type Rank, randomUniform, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { countGpu, type GpuCounts } from '@tests/kit/gpuCounts';
import { type NetworkName, tfjsNetwork } from './tfjsNetwork.ts';

const networkNames = ['mlp', 'cnn'] as const satisfies readonly NetworkName[];

/** What a step of training asks of the GPU. */
export interface StepCounts extends GpuCounts {
  /** From the end of a step to the end of the next, when the device has done it. */
  readonly milliseconds: number;
  /** Of them, those in which the thread that trains was held up; undefined where nobody tells. */
  readonly hostTime?: number;
  /** Tensors left over when all is disposed of. */
  readonly left: number;
}

/** Steps that compile shaders, make buffers that later ones use, and are recorded; tfjs-layers needs less. */
const warmUp = { fit: 5, tfjsLayers: 2 };

interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
}

const aBatch = (size: number): Batch => {
  const x = randomUniform<Rank.R4>([size, 32, 32, 3]);
  const labels = tensor1d(
    Array.from({ length: size }, (_, i) => i % 10),
    'int32',
  );
  const y = oneHot(labels, 10, 1, 0, 'float32');
  labels.dispose();
  return { x, y };
};

/** The same batch again and again, on the device from the start. */
const held = (batch: Batch): Dataset<Batch> =>
  dataset({
    size: Infinity,
    async *iterate() {
      for (;;) yield { x: clone(batch.x), y: clone(batch.y) };
    },
  });

/** Pictures as bytes on the host: shuffled, batched, scaled, labels one-hot. */
const fed = async (size: number): Promise<Dataset<Batch>> => {
  const { train } = await shapes({ train: 4 * size, test: 1 });
  return batches(train, { size, classes: 10, seed: 1 }) as Dataset<Batch>;
};

type Counted = Omit<StepCounts, 'left'>;

/** Of one step of `fit` with a metric, from the end of the one before. */
const ofFit = async (name: NetworkName, data: Dataset<Batch>): Promise<Counted> => {
  const trainer = compile(network({ model: name, hidden: chapter }, [32, 32, 3], 10), {
    optimizer: adam({ learningRate: 5e-4 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: 1,
  });
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let counting: Promise<GpuCounts> | undefined;
  let begun = 0;
  let [milliseconds, hostTime] = [Number.NaN, Number.NaN];
  const watch: Callback = {
    onBatchEnd: async ({ batch, hostTime: held }) => {
      // The shaders of launches that are put together are made beside steps, after more steps than these.
      await recorderInUse()?.settled?.();
      if (batch + 1 < warmUp.fit) return;
      await deviceQueue()?.settled();
      if (batch + 1 === warmUp.fit) {
        begun = performance.now();
        counting = countGpu(() => stopped);
      } else {
        milliseconds = performance.now() - begun;
        hostTime = held;
        stop();
        await counting;
      }
    },
  };
  await trainer.fit(data, { stepsPerEpoch: warmUp.fit + 1, callbacks: [watch] });
  trainer.dispose();
  return { ...(await counting!), milliseconds, hostTime };
};

/** Of `trainOnBatch`, which reads the loss and the metric back. */
const ofTfjsLayers = async (name: NetworkName, batch: Batch): Promise<Counted> => {
  const { model, optimizer } = tfjsNetwork(name);
  for (let step = 0; step < warmUp.tfjsLayers; step++) await model.trainOnBatch(batch.x, batch.y);
  const begun = performance.now();
  const counts = await countGpu(() => model.trainOnBatch(batch.x, batch.y));
  const milliseconds = performance.now() - begun;
  model.dispose();
  optimizer.dispose();
  return { ...counts, milliseconds };
};

/** By what is counted; sizes are of the batch of each network. */
export const counting = async (sizes: Readonly<Record<NetworkName, number>>) => {
  const found: Record<string, StepCounts> = {};
  const count = async (title: string, run: () => Promise<Counted>): Promise<void> => {
    const before = memory().numTensors;
    const counts = await run();
    found[title] = { ...counts, left: memory().numTensors - before };
  };
  for (const name of networkNames) {
    const batch = aBatch(sizes[name]);
    await count(`Kindling, ${name}`, () => ofFit(name, held(batch)));
    await count(`tfjs-layers, ${name}`, () => ofTfjsLayers(name, batch));
    batch.x.dispose();
    batch.y.dispose();
  }
  await count('Kindling, mlp, fed', async () => ofFit('mlp', await fed(sizes.mlp)));
  return found;
};
