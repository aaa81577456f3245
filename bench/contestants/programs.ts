// Programs that nobody here wrote for Kindling: tfjs-layers' networks and public graph models, as their users run them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import {
  dispose,
  io,
  oneHot,
  randomNormal,
  randomUniform,
  type Tensor,
  tensor1d,
  tidy,
  train,
} from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { tfjsNetwork } from '@tests/browser/tfjsNetwork';
import { fetchPackage } from '../../scripts/bootstrap/fetchPackage.mjs';
import type { Contestant, Program, Task } from './contestant.ts';
import { useKernels } from './kernels.ts';
import { tfjsBatches } from './tfjsBatches.ts';

type Step = Contestant['step'];

const root = join(import.meta.dirname, '../..');

const classes = (count: number, size: number): Tensor => {
  const labels = tensor1d(
    Array.from({ length: size }, (_, i) => i % count),
    'int32',
  );
  return oneHot(labels, count, 1, 0, 'float32');
};

/** One training step; loss and accuracy are read back. */
const training = (model: Sequential, optimizer: string | ReturnType<typeof train.adam>, x: Tensor, y: Tensor): Step => {
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return () => model.trainOnBatch(x, y);
};

/** One prediction, which is read back. */
const predicting =
  (predict: () => Tensor): Step =>
  async () => {
    const y = tidy(predict);
    await y.data();
    y.dispose();
  };

/** A model of the npm package of `human`, on a picture of noise. */
const ofHuman = async (
  name: string,
  input: string,
  shape: readonly number[],
  dtype: 'float32' | 'int32',
): Promise<Step> => {
  const modules = await fetchPackage(root, '@vladmandic/human', '3.3.6', 'whose networks are timed');
  const folder = join(modules, '@vladmandic/human/models');
  const topology = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const weights = readFileSync(join(folder, `${name}.bin`));
  const model = await loadGraphModel(
    io.fromMemory({
      modelTopology: topology.modelTopology,
      weightSpecs: topology.weightsManifest[0].weights,
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length) as ArrayBuffer,
      signature: topology.signature,
    }),
  );
  const x = randomUniform([...shape], 0, dtype === 'int32' ? 255 : 1, dtype);
  return async () => {
    const found = model.execute({ [input]: x });
    const outputs = Array.isArray(found) ? found : [found];
    await Promise.all(outputs.map((output) => output.data()));
    dispose(outputs);
  };
};

const programs: Readonly<Record<Program, () => Step | Promise<Step>>> = {
  mlp: () => {
    const { model } = tfjsNetwork('mlp');
    const nextBatch = tfjsBatches(32);
    return () => {
      const { x, y } = nextBatch();
      return model.trainOnBatch(x, y);
    };
  },
  cnn: () => {
    const { model } = tfjsNetwork('cnn');
    const x = randomUniform([32, 32, 32, 3]);
    return predicting(() => model.predict(x) as Tensor);
  },
  lstm: () => {
    const model = sequential();
    model.add(layers.lstm({ units: 128, recurrentInitializer: 'glorotUniform', inputShape: [40, 60] }));
    model.add(layers.dense({ units: 60, activation: 'softmax' }));
    return training(model, 'rmsprop', randomUniform([32, 40, 60]), classes(60, 32));
  },
  iris: () => {
    const model = sequential();
    model.add(layers.dense({ units: 10, activation: 'sigmoid', inputShape: [4] }));
    model.add(layers.dense({ units: 3, activation: 'softmax' }));
    return training(model, train.adam(0.01), randomNormal([32, 4]), classes(3, 32));
  },
  faceres: () => ofHuman('faceres', 'input_1', [1, 224, 224, 3], 'float32'),
  movenet: () => ofHuman('movenet-lightning', 'input', [1, 192, 192, 3], 'int32'),
};

export const program = async (task: Task): Promise<Contestant> => {
  const note = await useKernels(task);
  return { note, step: await programs[task.program!]() };
};
