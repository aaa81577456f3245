import '@tensorflow/tfjs-backend-cpu';
import {
  conv2d,
  enableProdMode,
  engine,
  getBackend,
  grad,
  ones,
  round,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import { lacksTensorflow, provideTensorflow } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { trainCnn, trainMlp } from '../../testing/train.ts';
import { registerAllGradients } from '../gradients/registerAllGradients.ts';
import { tfjsNode } from './tfjsNode.ts';
import { tfjsNodeGpu } from './tfjsNodeGpu.ts';

test('its options are its own, and wrong ones are refused', () => {
  expect(() => tfjsNode({ threads: 0 })).toThrow('tfjsNode: threads must be a positive integer, got 0');
  expect(() => tfjsNode({ device: 'cpu' } as never)).toThrow('tfjsNode: unknown option "device"');
});

describe.skipIf(lacksTensorflow !== undefined)(`on TensorFlow (${lacksTensorflow ?? 'CPU'})`, () => {
  beforeAll(() => {
    provideTensorflow();
    enableProdMode(); // no banner of cpu
    registerAllGradients();
  });

  test('it names the device and the versions of all that computes', async () => {
    expect(await tfjsNode().start()).toMatchObject({
      device: expect.stringContaining('CPU core'),
      versions: {
        '@tensorflow/tfjs-core': '4.22.0',
        '@tensorflow/tfjs-node': '4.22.0',
        tensorflow: expect.stringMatching(/^2\.\d+\.\d+/),
        koffi: expect.stringMatching(/^\d+\./),
      },
    });
    expect(getBackend()).toBe('tensorflow');
  });

  test('what TensorFlow computes wrongly is right: rounded integers, gradients of small convolutions', async () => {
    await tfjsNode().start();
    const [before, whole] = [engine().state.numTensors, [-12345678, 10, 12345678]];
    const rounded = tidy(() => round(tensor1d(whole, 'int32')).dataSync());
    expect([...rounded]).toEqual(whole);
    const slope = tidy(() => {
      const filter = tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
      return grad((x) => conv2d(x as Tensor4D, filter, 1, 'valid'))(ones([1, 3, 3, 1])).dataSync();
    });
    expect([...slope]).toEqual([1, 3, 2, 4, 10, 6, 3, 7, 4]);
    expect(engine().state.numTensors).toBe(before);
  });

  test('tfjs-node-gpu is never this CPU', async () => {
    const { absent } = (await tfjsNodeGpu().start()) as { absent: string };
    expect(absent).toMatch(/^(without a GPU: |on the CPU )/);
  });

  test.each([
    ['MLP', trainMlp],
    ['CNN', trainCnn],
  ])('the losses of a %s over 20 steps are those of cpu, and nothing is left behind', async (_, train) => {
    await tfjsNode().start();
    const found = await train('tensorflow');
    const expected = await train('cpu');
    expect(expected.length).toBe(20);
    for (const [step, loss] of expected.entries()) {
      expect(Math.abs(found[step]! - loss) / Math.abs(loss), `step ${step}`).toBeLessThan(1e-5);
    }
    expect(expected.at(-1)).toBeLessThan(expected[0]! / 2);
    expect(engine().state.numTensors).toBe(0);
  });
});
