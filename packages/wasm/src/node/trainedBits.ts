// internal: the bits of a short training, on whatever backend is in use
import {
  adam,
  batchNorm,
  fusedMatMul,
  neededGradients,
  random,
  registerGradients,
  softmaxCrossEntropy,
} from '@kindling/core';
import {
  add,
  avgPool,
  conv2d,
  dispose,
  grads,
  greaterEqual,
  leakyRelu,
  maxPool,
  mean,
  mul,
  oneHot,
  reshape,
  scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tidy,
  zerosLike,
} from '@tensorflow/tfjs-core';

const [batch, size, channels, classes] = [20, 8, 3, 10];

/** No length is a multiple of a vector's, so that the edges of kernels are met too. */
const shapes: readonly (readonly number[])[] = [
  [3, 3, channels, 13],
  [13],
  [13],
  [3, 3, 13, 18],
  [72, 33],
  [33],
  [33, classes],
  [classes],
];

/** A convolutional network with batch normalization, both poolings and dropout: its loss on a batch. */
const lossOf = (x: Tensor4D, target: Tensor, kept: Tensor, params: readonly Tensor[]): Tensor => {
  const [filters, gamma, beta, halving, hidden, hiddenBias, output, outputBias] = params as [Tensor4D, ...Tensor[]];
  const convolved = conv2d(x, filters, 1, 'same');
  const { y } = batchNorm({ x: convolved, gamma, beta }, { axis: 3, epsilon: 1e-3 });
  const halved = conv2d(leakyRelu(y, 0.3) as Tensor4D, halving as Tensor4D, 2, 'same');
  const pooled = add(maxPool(halved, 2, 2, 'valid'), avgPool(halved, 2, 2, 'valid'));
  const rows = reshape(pooled, [batch, 72]) as Tensor2D;
  const active = mul(fusedMatMul({ a: rows, b: hidden as Tensor2D, bias: hiddenBias! }, 'relu'), kept) as Tensor2D;
  const logits = fusedMatMul({ a: active, b: output as Tensor2D, bias: outputBias! }, 'linear');
  return mean(softmaxCrossEntropy({ logits, target }));
};

/** The parameters after three steps of Adam, as bits. */
export const trainedBits = async (): Promise<readonly Int32Array[]> => {
  const undo = registerGradients(neededGradients);
  const draws = random(1);
  const trained = tidy(() => {
    const x = draws.uniform([batch, size, size, channels]) as Tensor4D;
    const labels = tensor1d(
      Array.from({ length: batch }, (_, i) => i % classes),
      'int32',
    );
    const target = oneHot(labels, classes, 1, 0, 'float32');
    const scalars = { beta1: scalar(0.9), beta2: scalar(0.999), alpha: scalar(1e-2), epsilon: scalar(1e-7) };
    let params = shapes.map((shape) => mul(draws.uniform([...shape]), 0.2));
    let [m, v] = [params.map(zerosLike), params.map(zerosLike)];
    for (let step = 0; step < 3; step++) {
      const kept = mul(greaterEqual(draws.uniform([batch, 33]), 0.5), 2);
      const gradients = grads((...current) => lossOf(x, target, kept, current))(params);
      ({ params, m, v } = adam({ params: params, gradients, m, v, scalars }, { first: 0.1, second: 1e-3 }) as {
        params: Tensor[];
        m: Tensor[];
        v: Tensor[];
      });
    }
    return params;
  });
  undo();
  const bits: Int32Array[] = [];
  for (const param of trained) bits.push(new Int32Array((await param.data<'float32'>()).slice().buffer));
  dispose(trained);
  return bits;
};
