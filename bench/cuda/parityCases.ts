import * as tf from '@tensorflow/tfjs-core';

export interface ParityCase {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly noGradient?: boolean;
}

type Operation = (x: tf.Tensor) => tf.Tensor;

const unary: Readonly<Record<string, Operation>> = {
  relu: tf.relu,
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  elu: tf.elu,
  selu: tf.selu,
  softplus: tf.softplus,
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  exp: tf.exp,
  'log of squares': (x) => tf.log(tf.add(tf.square(x), 0.1)),
  'rsqrt of squares': (x) => tf.rsqrt(tf.add(tf.square(x), 0.1)),
  erf: tf.erf,
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  'sum of an axis': (x) => tf.sum(x, 0),
  'mean of an axis': (x) => tf.mean(x, -1),
  'max of an axis': (x) => tf.max(x, -1),
  transpose: (x) => tf.transpose(x),
  slice: (x) => tf.slice(x, [1, 2], [3, 4]),
  pad: (x) =>
    tf.pad(x, [
      [1, 2],
      [0, 1],
    ]),
  tile: (x) => tf.tile(x, [2, 3]),
  gather: (x) => tf.gather(x, tf.tensor1d([3, 0, 3, 1], 'int32')),
};

const binary: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: (a, b) => tf.div(a, tf.add(tf.square(b), 0.5)),
  maximum: tf.maximum,
  squaredDifference: tf.squaredDifference,
  prelu: tf.prelu,
};

const convolution = (stride: number, pad: 'same' | 'valid', size: number): ParityCase => ({
  name: `conv2d ${size}x${size}, stride ${stride}, ${pad}`,
  shapes: [
    [2, 9, 8, 3],
    [size, size, 3, 5],
  ],
  run: (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad),
});

const pools = { maxPool: tf.maxPool, avgPool: tf.avgPool };

const pooling = (kind: keyof typeof pools, stride: number, pad: 'same' | 'valid'): ParityCase => ({
  name: `${kind}, stride ${stride}, ${pad}`,
  shapes: [[2, 9, 8, 3]],
  run: (x) => pools[kind](x as tf.Tensor4D, 3, stride, pad),
});

/** Operations that networks are made of, and what is easily wrong with them: strides, borders, broadcasts, NaN. */
export const parityCases: readonly ParityCase[] = [
  ...Object.entries(unary).map(([name, run]) => ({ name, shapes: [[5, 7]], run })),
  ...Object.entries(binary).flatMap(([name, run]) => [
    {
      name,
      shapes: [
        [5, 7],
        [5, 7],
      ],
      run,
    },
    { name: `${name}, broadcast`, shapes: [[5, 7], [7]], run },
  ]),
  {
    name: 'matMul',
    shapes: [
      [65, 300],
      [300, 33],
    ],
    run: (a, b) => tf.matMul(a, b),
  },
  {
    name: 'matMul, transposed',
    shapes: [
      [40, 9],
      [12, 40],
    ],
    run: (a, b) => tf.matMul(a, b, true, true),
  },
  {
    name: 'matMul, batched',
    shapes: [
      [3, 4, 5],
      [3, 5, 6],
    ],
    run: (a, b) => tf.matMul(a, b),
  },
  {
    name: 'concat',
    shapes: [
      [3, 4],
      [3, 2],
    ],
    run: (a, b) => tf.concat([a, b], 1),
  },
  ...([1, 2] as const).flatMap((stride) =>
    (['same', 'valid'] as const).flatMap((pad) => [
      ...[1, 2, 3].map((size) => convolution(stride, pad, size)),
      pooling('maxPool', stride, pad),
      pooling('avgPool', stride, pad),
    ]),
  ),
  {
    name: 'depthwiseConv2d',
    shapes: [
      [2, 9, 8, 3],
      [3, 3, 3, 2],
    ],
    run: (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'),
  },
  {
    name: 'conv2dTranspose',
    shapes: [
      [2, 4, 4, 3],
      [3, 3, 5, 3],
    ],
    run: (x, filter) => tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 8, 8, 5], 2, 'same'),
  },
  {
    name: 'maxPool ignores NaN',
    shapes: [[1, 4, 4, 1]],
    run: (x) => tf.maxPool(withNaN(x), 2, 2, 'valid'),
    noGradient: true,
  },
  { name: 'argMax', shapes: [[6, 11]], run: (x) => tf.argMax(x, -1), noGradient: true },
  { name: 'topk', shapes: [[6, 11]], run: (x) => tf.topk(x, 3).values, noGradient: true },
  { name: 'oneHot', shapes: [[6, 11]], run: (x) => tf.oneHot(tf.argMax(x, -1), 11), noGradient: true },
  { name: 'cumsum', shapes: [[6, 11]], run: (x) => tf.cumsum(x, 1), noGradient: true },
];

const withNaN = (x: tf.Tensor): tf.Tensor4D => tf.where(tf.greater(x, 0.9), tf.scalar(Number.NaN), x) as tf.Tensor4D;
