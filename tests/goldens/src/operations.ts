import * as tf from '@tensorflow/tfjs-core';
import { difference, type Golden, readNumbers, tensorOf, worst } from './golden.ts';
import { type Distances, pullBack } from './gradient.ts';

export interface OperationCase {
  readonly name: string;
  readonly operation: string;
  readonly options: Options;
  readonly inputs: readonly Golden[];
  /** Further arguments, which nothing is differentiated by. */
  readonly constants: readonly Golden[];
  readonly output: Golden;
  readonly cotangent?: Golden;
  readonly gradients?: readonly Golden[];
}

export const operationCases = readNumbers<{ cases: OperationCase[] }>('operations').cases;

/** Whatever some operation takes beside tensors. */
interface Options {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly alpha?: number;
  readonly axis?: number;
  readonly k?: number;
  readonly shape?: number[];
  readonly perm?: number[];
  readonly begin?: number[];
  readonly size?: number[] | number;
  readonly paddings?: [number, number][];
  readonly reps?: number[];
  readonly depth?: number;
  readonly dtype?: 'int32' | 'float32';
  readonly strides?: number;
  readonly pad?: 'same' | 'valid';
}

type Operation = (xs: readonly tf.Tensor[], options: Options) => tf.Tensor;

const unary =
  (f: (x: tf.Tensor) => tf.Tensor): Operation =>
  ([x]) =>
    f(x!);

const binary =
  (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Operation =>
  ([a, b]) =>
    f(a!, b!);

/** Reductions to a scalar stand as [1]. */
const along =
  (f: (x: tf.Tensor, axis?: number) => tf.Tensor): Operation =>
  ([x], { axis }) =>
    axis === undefined ? tf.reshape(f(x!), [1]) : f(x!, axis);

const asInt = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Operation => binary((a, b) => tf.cast(f(a, b), 'int32'));

const image = (x: tf.Tensor | undefined) => x as tf.Tensor4D;

const operations: Readonly<Record<string, Operation>> = {
  matMul: ([a, b], { transposeA, transposeB }) => tf.matMul(a!, b!, transposeA, transposeB),
  'fused.matMul': ([a, b, bias], { transposeA, transposeB }) =>
    tf.fused.matMul({
      a: a!,
      b: b!,
      bias: bias!,
      activation: 'relu',
      transposeA: transposeA ?? false,
      transposeB: transposeB ?? false,
    }),
  add: binary(tf.add),
  sub: binary(tf.sub),
  mul: binary(tf.mul),
  div: binary(tf.div),
  maximum: binary(tf.maximum),
  minimum: binary(tf.minimum),
  abs: unary(tf.abs),
  exp: unary(tf.exp),
  square: unary(tf.square),
  sigmoid: unary(tf.sigmoid),
  tanh: unary(tf.tanh),
  relu: unary(tf.relu),
  softplus: unary(tf.softplus),
  erf: unary(tf.erf),
  sqrt: unary(tf.sqrt),
  rsqrt: unary(tf.rsqrt),
  log: unary(tf.log),
  log1p: unary(tf.log1p),
  reciprocal: unary(tf.reciprocal),
  neg: unary(tf.neg),
  elu: unary(tf.elu),
  selu: unary(tf.selu),
  floor: unary(tf.floor),
  round: unary(tf.round),
  sign: unary(tf.sign),
  leakyRelu: ([x], { alpha }) => tf.leakyRelu(x!, alpha),
  clipByValue: unary((x) => tf.clipByValue(x, -0.5, 0.5)),
  where: ([a, b, mask]) => tf.where(tf.cast(mask!, 'bool'), a!, b!),
  greater: asInt(tf.greater),
  equal: asInt(tf.equal),
  lessEqual: asInt(tf.lessEqual),
  sum: along(tf.sum),
  mean: along(tf.mean),
  max: along(tf.max),
  min: along(tf.min),
  prod: along(tf.prod),
  softmax: unary((x) => tf.softmax(x)),
  logSoftmax: unary((x) => tf.logSoftmax(x)),
  logSumExp: unary((x) => tf.logSumExp(x, -1)),
  cumsum: ([x], { axis }) => tf.cumsum(x!, axis),
  moments: unary((x) => {
    const { mean, variance } = tf.moments(x, [0, 1]);
    return tf.stack([mean, variance]);
  }),
  argMax: unary((x) => tf.argMax(x, 1)),
  topk: ([x], { k }) => tf.topk(x!, k).values,
  concat: (xs, { axis }) => tf.concat([...xs], axis),
  stack: (xs, { axis }) => tf.stack([...xs], axis),
  reshape: ([x], { shape }) => tf.reshape(x!, shape!),
  transpose: ([x], { perm }) => tf.transpose(x!, perm),
  slice: ([x], { begin, size }) => tf.slice(x!, begin!, size),
  pad: ([x], { paddings }) => tf.pad(x!, paddings!),
  tile: ([x], { reps }) => tf.tile(x!, reps!),
  reverse: ([x], { axis }) => tf.reverse(x!, axis),
  gather: ([x, indices]) => tf.gather(x!, indices!),
  oneHot: ([indices], { depth, dtype }) => tf.oneHot(indices!, depth!, 1, 0, dtype),
  conv2d: ([x, kernel], { strides, pad }) => tf.conv2d(image(x), image(kernel), strides!, pad!),
  depthwiseConv2d: ([x, kernel], { strides, pad }) => tf.depthwiseConv2d(image(x), image(kernel), strides!, pad!),
  conv2dTranspose: ([x, kernel], { strides, pad }) => {
    const [batch, height, width] = image(x).shape;
    const shape: [number, number, number, number] = [
      batch,
      height * strides!,
      width * strides!,
      image(kernel).shape[2],
    ];
    return tf.conv2dTranspose(image(x), image(kernel), shape, strides!, pad!);
  },
  maxPool: ([x], { size, strides, pad }) => tf.maxPool(image(x), size as number, strides!, pad!),
  avgPool: ([x], { size, strides, pad }) => tf.avgPool(image(x), size as number, strides!, pad!),
  batchNorm: ([x, mean, variance, offset, scale]) =>
    tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D, offset as tf.Tensor1D, scale as tf.Tensor1D, 1e-3),
};

/** How far an operation of the current backend, and its gradient where it has one, are from Keras's. */
export const measureOperation = (operationCase: OperationCase): Pick<Distances, 'forward'> & Partial<Distances> => {
  const { operation, options, inputs, constants, output, cotangent, gradients } = operationCase;
  const fixed = constants.map(tensorOf);
  const f = (...xs: tf.Tensor[]) => operations[operation]!([...xs, ...fixed], options);
  const xs = inputs.map(tensorOf);
  const forward = () => difference(f(...xs), output);
  if (cotangent === undefined || gradients === undefined) return { forward };
  const gradient = async () => {
    const found = pullBack(f, xs, tensorOf(cotangent));
    return worst(await Promise.all(gradients.map((golden, i) => difference(found[i]!, golden))));
  };
  return { forward, gradient };
};
