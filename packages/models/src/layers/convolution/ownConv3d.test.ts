import '@tensorflow/tfjs-backend-cpu';
import { finiteNumber, optional, positiveInteger, withDefault } from '@kindling/core';
import { conv3d as convolve, ones, type Tensor5D, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import * as layers from '../../index.ts';

const { activate, activationOption, defineLayer, initializerOption, input, paddingOption, sequential } = layers;

interface Conv3dOptions {
  /** How many channels it gives. */
  filters: number;
  /** Depth, height and width of the window. Default: 3. */
  kernelSize?: number | undefined;
  /** Default: 'valid'. */
  padding?: layers.Padding | undefined;
  /** Default: 'linear'. */
  activation?: layers.Activation | undefined;
  /** Default: 'glorotUniform'. */
  kernelInitializer?: layers.InitializerName | layers.Initializer | undefined;
  /** Nothing uses it. */
  spare?: number | undefined;
}

/** A layer as somebody outside would write it: from public names alone. */
const conv3d = defineLayer<Conv3dOptions>()({
  kind: 'conv3d',
  options: {
    filters: positiveInteger,
    kernelSize: withDefault(positiveInteger, 3),
    padding: withDefault(paddingOption, 'valid'),
    activation: withDefault(activationOption, 'linear'),
    kernelInitializer: withDefault(initializerOption, 'glorotUniform'),
    spare: optional(finiteNumber),
  },
  params: ({ filters, kernelSize: k, kernelInitializer }, shape) => ({
    kernel: { shape: [k, k, k, ...shape.slice(3), filters], init: kernelInitializer },
  }),
  output: ({ filters, kernelSize, padding }, shape) => [
    ...shape.slice(0, 3).map((n) => (n === null || padding === 'same' ? n : n - kernelSize + 1)),
    filters,
  ],
  call: ({ activation, padding }, { params: { kernel }, x }) =>
    activate('conv3d', activation, convolve(x as Tensor5D, kernel as Tensor5D, 1, padding)),
});

test('a convolution of one more dimension has names, logits and errors like those that are here', async () => {
  const net = sequential([
    input({ shape: [4, 4, 4, 1] }),
    conv3d({ filters: 2, kernelInitializer: 'ones', activation: 'relu' }),
    conv3d({ filters: 3, kernelSize: 2, padding: 'same', activation: 'softmax' }),
  ]);
  expect(net.outputShape).toEqual([null, 2, 2, 2, 3]);
  const weights = net.init({ seed: 1 });
  const { y, logits } = net.apply(weights, ones([1, 4, 4, 4, 1]), { training: false });
  expect(logits).toMatchObject({ activation: 'softmax', value: { shape: [1, 2, 2, 2, 3] } });
  expect(y.shape).toEqual([1, 2, 2, 2, 3]);
  const first = sequential([input({ shape: [3, 3, 3, 1] }), conv3d({ filters: 1, kernelInitializer: 'ones' })]);
  const sum = first.apply(
    first.init(),
    tensor(
      Array.from({ length: 27 }, (_, i) => i),
      [1, 3, 3, 3, 1],
    ),
  );
  expect(await sum.data()).toEqual(Float32Array.of((26 * 27) / 2));
  expect(() => conv3d({ filters: 1, activation: 'rellu' as never })).toThrow(
    'conv3d: unknown activation "rellu"; did you mean "relu"?',
  );
  const again = layers.fromJSON(JSON.parse(JSON.stringify(net)), { ...layers, conv3d });
  expect(again.summary()).toBe(net.summary());
});
