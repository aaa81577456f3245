import { sizeOf } from '@kindling/core';
import type { Draw } from '../draw.ts';
import { type Call, call, type Term, type Terms } from './term.ts';

/** The shape of one sample. */
export type Sample = readonly number[];

/** A layer for samples of this shape; undefined where it takes none such. */
export type DrawLayer = (draw: Draw, shape: Sample) => Call | undefined;

/** Some of these options, each as often as its share says. */
const some = (draw: Draw, options: Readonly<Record<string, readonly [share: number, of: () => Term]>>): Terms =>
  Object.fromEntries(
    Object.entries(options)
      .filter(([, [share]]) => draw.chance(share))
      .map(([name, [, of]]) => [name, of()]),
  );

const activations = ['linear', 'relu', 'leakyRelu', 'sigmoid', 'tanh', 'softmax'];
const initializers = ['zeros', 'ones', 'glorotUniform', 'glorotNormal', 'heUniform', 'heNormal'];

const initializer = (draw: Draw) => (): Term => {
  const name = draw.pick(initializers);
  if (draw.chance(0.5)) return name;
  return name === 'zeros' || name === 'ones' ? call(name) : call(name, { seed: draw.int(9) });
};
const regularizer = (draw: Draw) => (): Term => call(draw.pick(['l1', 'l2']), draw.pick([0, 0.001, 0.05]));
const flagOf = (draw: Draw) => (): Term => draw.chance(0.5);

const common = (draw: Draw): Terms => some(draw, { trainable: [0.06, () => false] });

const weighted = (draw: Draw, kernel: string): Terms => ({
  ...some(draw, {
    activation: [0.5, () => draw.pick(activations)],
    useBias: [0.2, () => false],
    [`${kernel}Initializer`]: [0.3, initializer(draw)],
    biasInitializer: [0.2, initializer(draw)],
    [`${kernel}Regularizer`]: [0.15, regularizer(draw)],
    biasRegularizer: [0.08, regularizer(draw)],
  }),
  ...common(draw),
});

const isPicture = (shape: Sample): boolean => shape.length === 3;

/** A length or two, each at most what fits. */
const pairWithin = (draw: Draw, [height = 1, width = 1]: Sample, most: number): Term => {
  const [down, across] = [1 + draw.int(Math.min(most, height)), 1 + draw.int(Math.min(most, width))];
  return draw.chance(0.6) ? Math.min(down, across) : [down, across];
};

const padding = (draw: Draw): Term => draw.pick(['valid', 'same']);

/** A window, and strides or dilation with which it fits. */
const convolution = (draw: Draw, shape: Sample): Terms => {
  const kernelSize = pairWithin(draw, shape, 3);
  if (draw.chance(0.15)) return { kernelSize, padding: 'same', dilationRate: 2 };
  return {
    kernelSize,
    ...some(draw, { strides: [0.4, () => pairWithin(draw, [3, 3], 3)], padding: [0.6, () => padding(draw)] }),
  };
};

const pool =
  (name: string): DrawLayer =>
  (draw, shape) =>
    isPicture(shape)
      ? call(name, {
          poolSize: pairWithin(draw, shape, 3),
          ...some(draw, { strides: [0.5, () => pairWithin(draw, [3, 3], 3)], padding: [0.6, () => padding(draw)] }),
        })
      : undefined;

const globalPool =
  (name: string): DrawLayer =>
  (draw, shape) =>
    isPicture(shape) ? call(name, ...(draw.chance(0.3) ? [{ keepDims: true }] : [])) : undefined;

const plain =
  (name: string): DrawLayer =>
  () =>
    call(name);

/** Any axis but the batch's. */
const axis = (draw: Draw, shape: Sample): Term => {
  const at = draw.int(shape.length);
  return draw.chance(0.5) ? at + 1 : at - shape.length;
};

/** Layers that leave the shape as it is, for one side of a branch. */
export const keepers: Readonly<Record<string, DrawLayer>> = {
  relu: plain('relu'),
  sigmoid: plain('sigmoid'),
  tanh: plain('tanh'),
  leakyRelu: (draw) => call('leakyRelu', some(draw, { negativeSlope: [0.5, () => draw.pick([0, 0.1, 1])] })),
  activation: (draw) => call('activation', draw.pick(activations)),
  softmax: (draw, shape) => call('softmax', some(draw, { axis: [0.5, () => axis(draw, shape)] })),
  dropout: (draw) => call('dropout', { rate: draw.pick([0, 0.1, 0.5]) }),
  rescaling: (draw) =>
    call('rescaling', { scale: draw.pick([1, 0.5, -1]), ...some(draw, { offset: [0.5, () => 0.25] }) }),
  batchNormalization: (draw, shape) =>
    call('batchNormalization', {
      ...some(draw, {
        axis: [0.3, () => axis(draw, shape)],
        momentum: [0.4, () => draw.pick([0, 0.5, 0.9, 1])],
        epsilon: [0.2, () => 0.01],
        center: [0.2, flagOf(draw)],
        scale: [0.2, flagOf(draw)],
        betaInitializer: [0.1, initializer(draw)],
        gammaInitializer: [0.1, initializer(draw)],
        movingVarianceInitializer: [0.05, () => 'ones'],
        betaRegularizer: [0.05, regularizer(draw)],
        gammaRegularizer: [0.05, regularizer(draw)],
      }),
      ...common(draw),
    }),
  dense: (draw, shape) => call('dense', { units: shape.at(-1)!, ...weighted(draw, 'kernel') }),
  conv2d: (draw, shape) =>
    isPicture(shape)
      ? call('conv2d', {
          filters: shape[2]!,
          kernelSize: pairWithin(draw, shape, 3),
          padding: 'same',
          ...weighted(draw, 'kernel'),
        })
      : undefined,
};

/** Every layer that reads one tensor, by its kind. */
export const layers: Readonly<Record<string, DrawLayer>> = {
  ...keepers,
  dense: (draw) => call('dense', { units: 1 + draw.int(draw.chance(0.2) ? 70 : 12), ...weighted(draw, 'kernel') }),
  conv2d: (draw, shape) =>
    isPicture(shape)
      ? call('conv2d', { filters: 1 + draw.int(9), ...convolution(draw, shape), ...weighted(draw, 'kernel') })
      : undefined,
  depthwiseConv2d: (draw, shape) =>
    isPicture(shape)
      ? call('depthwiseConv2d', {
          ...convolution(draw, shape),
          ...some(draw, { depthMultiplier: [0.4, () => 1 + draw.int(3)] }),
          ...weighted(draw, 'depthwise'),
        })
      : undefined,
  maxPooling2d: pool('maxPooling2d'),
  averagePooling2d: pool('averagePooling2d'),
  globalMaxPooling2d: globalPool('globalMaxPooling2d'),
  globalAveragePooling2d: globalPool('globalAveragePooling2d'),
  flatten: plain('flatten'),
  reshape: (draw, shape) => {
    const size = sizeOf(shape);
    const divisors = [1, 2, 3, 4, 5].filter((by) => size % by === 0);
    const [by, then] = [draw.pick(divisors), draw.pick(divisors)];
    const targets: Term[] = [[by, -1], [-1], [size / by, by]];
    if (size % (by * then) === 0) targets.push([by, then, -1], [by, size / by / then, then]);
    return call('reshape', { targetShape: draw.pick(targets) });
  },
  upSampling2d: (draw, shape) =>
    isPicture(shape) && sizeOf(shape) <= 120
      ? call(
          'upSampling2d',
          some(draw, { size: [0.6, () => pairWithin(draw, [3, 3], 3)], interpolation: [0.4, () => 'bilinear'] }),
        )
      : undefined,
  zeroPadding2d: (draw, shape) =>
    isPicture(shape)
      ? call(
          'zeroPadding2d',
          some(draw, {
            padding: [
              0.7,
              () =>
                draw.pick([
                  0,
                  2,
                  [1, 0],
                  [
                    [0, 1],
                    [2, 0],
                  ],
                ]),
            ],
          }),
        )
      : undefined,
};
