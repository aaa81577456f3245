// Two small networks trained by tfjs-core alone, for tests of whole backends.
import {
  batchNorm,
  conv2d,
  dispose,
  leakyRelu,
  losses,
  matMul,
  maxPool,
  moments,
  oneHot,
  relu,
  reshape,
  setBackend,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor1d,
  tidy,
  train,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';

const batch = 16;
const side = 12;
const classes = 4;
const steps = 20;

/** Numbers of (-1, 1), the same at every call. */
const numbers = (count: number, seed: number): Float32Array => {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 2 ** 30 - 1;
  });
};

const weight = (shape: number[], seed: number, scale: number): Variable =>
  tidy(() =>
    variable(
      tensor(
        numbers(
          shape.reduce((a, b) => a * b, 1),
          seed,
        ).map((value) => value * scale),
        shape,
      ),
    ),
  );

type Weights = Readonly<Record<string, Variable>>;

/** The losses of each step, on one batch that is learned by heart. */
const losses20 = async (
  backend: string,
  make: () => Weights,
  logits: (x: Tensor4D, weights: Weights) => Tensor2D,
): Promise<number[]> => {
  await setBackend(backend);
  const x = tensor(numbers(batch * side * side, 1), [batch, side, side, 1]) as Tensor4D;
  const y = tidy(() =>
    oneHot(
      tensor1d(
        Array.from({ length: batch }, (_, i) => i % classes),
        'int32',
      ),
      classes,
    ),
  );
  const weights = make();
  const optimizer = train.adam(0.003);
  const seen: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = optimizer.minimize(
      () => losses.softmaxCrossEntropy(y, logits(x, weights)),
      true,
      Object.values(weights),
    );
    seen.push((await loss!.data())[0]!);
    loss!.dispose();
  }
  optimizer.dispose();
  dispose([x, y, ...Object.values(weights)] as Tensor[]);
  return seen;
};

export const trainMlp = (backend: string): Promise<number[]> =>
  losses20(
    backend,
    () => ({ into: weight([side * side, 32], 2, 0.1), out: weight([32, classes], 3, 0.2) }),
    (x, { into, out }) => matMul(relu(matMul(reshape(x, [batch, side * side]), into!)), out!),
  );

/** Convolution, batch normalization, leaky ReLU, pooling, a dense layer. */
export const trainCnn = (backend: string): Promise<number[]> =>
  losses20(
    backend,
    () => ({
      kernel: weight([3, 3, 1, 8], 4, 0.3),
      scale: weight([8], 6, 1),
      offset: weight([8], 7, 0.1),
      dense: weight([(side / 2) ** 2 * 8, classes], 5, 0.1),
    }),
    (x, { kernel, scale, offset, dense }) => {
      const found = conv2d(x, kernel as Tensor as Tensor4D, 1, 'same');
      const { mean, variance } = moments(found, [0, 1, 2]);
      const normal = batchNorm(
        found,
        mean as Tensor1D,
        variance as Tensor1D,
        offset as Tensor as Tensor1D,
        scale as Tensor as Tensor1D,
      );
      const pooled = maxPool(leakyRelu(normal) as Tensor4D, 2, 2, 'valid');
      return matMul(reshape(pooled, [batch, -1]), dense!) as Tensor2D;
    },
  );
