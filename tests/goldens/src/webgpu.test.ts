import { defineLayer, dense, input, sequential } from '@kindling/models';
import { compile } from '@kindling/train';
import { ones, relu, reshape, zeros } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu } from '@tests/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nouns, operations } from './families.ts';
import { foundHere, useWebgpu } from './webgpu.ts';
import { fileOf } from './webgpuFile.ts';

const skipped = lacksSoftwareGpu === undefined ? '' : `, skipped: ${lacksSoftwareGpu}`;

describe.skipIf(lacksSoftwareGpu !== undefined)(`webgpu on SwiftShader${skipped}`, () => {
  let undo = async () => {};
  beforeAll(async () => {
    undo = await useWebgpu();
  });
  afterAll(() => undo());

  test('a model that it cannot train is refused at the first step, which changes nothing', async () => {
    const manyAxes = defineLayer<{}>()({
      kind: 'manyAxes',
      call: (_, { x }) => reshape(relu(reshape(x, [2, 1, 1, 1, 1, 1, 2])), [2, 2]),
    });
    const net = sequential([input({ shape: [2] }), dense({ units: 2 }), manyAxes()]);
    const trainer = compile(net, { optimizer: 'sgd', loss: 'mse', seed: 1 });
    const weights = () => Promise.all(Object.values(trainer.snapshot().params).map((w) => w.array()));
    const before = await weights();
    await expect(trainer.fit({ x: ones([2, 2]), y: zeros([2, 2]) }, { epochs: 1 })).rejects.toThrow(
      'compile: this model cannot be trained on webgpu, whose kernels take tensors of up to 6 axes, got 7',
    );
    expect(await weights()).toEqual(before);
    trainer.dispose();
  });

  for (const family of [...nouns, operations]) {
    const file = fileOf(family.title);
    test(`${file} says what works there, as it is found here`, { timeout: 900_000 }, async () => {
      await expect(`${JSON.stringify(await foundHere(family), null, 2)}\n`).toMatchFileSnapshot(file);
    });
  }
});
