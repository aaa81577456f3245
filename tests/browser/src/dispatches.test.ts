import { chapter, network } from '@kindling/app-common';
import { deviceQueue } from '@kindling/core';
import { adam, compile } from '@kindling/train';
import { install } from '@kindling/webgpu';
import { dispose, env, memory, randomUniform, tensor } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { countGpu } from '@tests/kit/gpuCounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What a step asks of the GPU does not depend on the batch, which is small here. */
const aBatch = () => ({ x: randomUniform([2, 32, 32, 3]), y: tensor([0, 1].map((at) => oneHot(at))) });

const oneHot = (at: number): number[] => Array.from({ length: 10 }, (_, i) => (i === at ? 1 : 0));

/** As it was when this was written: less is better. */
const most = { dispatches: 42, writes: 42, buffers: 10 };

const name = `a step in Node on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`;

describe.skipIf(lacksSoftwareGpu !== undefined)(name, () => {
  let undo: () => Promise<void>;
  beforeAll(async () => {
    provideSoftwareGpu();
    undo = (await install()).undo;
    env().set('WEBGPU_CPU_FORWARD', false);
  });
  afterAll(() => undo());

  test('of the chapter’s network with Adam and accuracy asks little of the GPU, and leaves nothing', async () => {
    const before = memory().numTensors;
    const batch = aBatch();
    const model = network({ model: 'mlp', hidden: chapter }, [32, 32, 3], 10);
    const trainer = compile(model, {
      optimizer: adam({ learningRate: 5e-4 }),
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy'],
      seed: 1,
    });
    const step = async (): Promise<void> => {
      dispose(trainer.step(batch));
      await deviceQueue()!.settled();
    };
    for (let warm = 0; warm < 2; warm++) await step(); // shaders are compiled, and buffers made that later steps use
    const counts = await countGpu(step);
    expect(counts.dispatches).toBeGreaterThan(0);
    for (const kind of ['dispatches', 'writes', 'buffers'] as const)
      expect(counts[kind], kind).toBeLessThanOrEqual(most[kind]);
    trainer.dispose();
    dispose(batch);
    expect(memory().numTensors).toBe(before);
  });
});
