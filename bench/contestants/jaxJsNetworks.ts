// The networks of the benchmark in jax-js, as in training. What is passed to a function is consumed by it; `.ref` keeps
// it.
import { type Array as JaxArray, lax, nn, numpy as np, random } from '@jax-js/jax';

/** What a network gives in training: logits, and its running statistics as they are afterwards. */
export type Applied = [JaxArray, JaxArray[]];

export interface JaxNetwork {
  readonly weights: () => JaxArray[];
  readonly statistics: () => JaxArray[];
  readonly apply: (weights: JaxArray[], statistics: JaxArray[], key: JaxArray, x: JaxArray) => Applied;
}

/** Glorot's uniform weights for a kernel with these numbers of inputs and outputs, the receptive field included. */
const glorot = (shape: number[], fanIn: number, fanOut: number): JaxArray => {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return random.uniform(random.key(fanIn + fanOut), shape, { minval: -limit, maxval: limit });
};

const dense = (inputs: number, outputs: number): JaxArray[] => [
  glorot([inputs, outputs], inputs, outputs),
  np.zeros([outputs]),
];

/** The chapter's: 3072-200-150-10. */
const mlp: JaxNetwork = {
  weights: () => [...dense(3072, 200), ...dense(200, 150), ...dense(150, 10)],
  statistics: () => [],
  apply: ([w1, b1, w2, b2, w3, b3], _, key, x) => {
    key.dispose();
    const h1 = nn.relu(np.matmul(x, w1!).add(b1!));
    const h2 = nn.relu(np.matmul(h1, w2!).add(b2!));
    return [np.matmul(h2, w3!).add(b3!), []];
  },
};

/** Batch normalization over all axes but the second, and the running mean and variance after it. */
const normalize = (x: JaxArray, gamma: JaxArray, beta: JaxArray, mean: JaxArray, variance: JaxArray): Applied => {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const along = (vector: JaxArray) => vector.reshape(x.ndim === 4 ? [1, -1, 1, 1] : [1, -1]);
  const μ = np.mean(x.ref, axes);
  const centred = x.sub(along(μ.ref));
  const σ2 = np.mean(np.square(centred.ref), axes);
  const scale = gamma.div(np.sqrt(σ2.ref.add(1e-3)));
  const y = centred.mul(along(scale)).add(along(beta));
  const follow = (old: JaxArray, now: JaxArray) => old.mul(0.99).add(lax.stopGradient(now).mul(0.01));
  return [y, [follow(mean, μ), follow(variance, σ2)]];
};

const convolutions = [
  { channels: 3, filters: 32, stride: 1 },
  { channels: 32, filters: 32, stride: 2 },
  { channels: 32, filters: 64, stride: 1 },
  { channels: 64, filters: 64, stride: 2 },
];
/** Of each normalization: of a convolution's filters, and of the dense layer's units. */
const widths = [...convolutions.map(({ filters }) => filters), 128];
const flat = 8 * 8 * 64;

/** The book's next: 592,554 parameters, 640 of which are running means and variances. */
const cnn: JaxNetwork = {
  weights: () => {
    const kernels = convolutions.map(({ channels, filters }) =>
      glorot([filters, channels, 3, 3], channels * 9, filters * 9),
    );
    const all = [...kernels, glorot([flat, 128], flat, 128)];
    const blocks = all.flatMap((kernel, i) => [
      kernel,
      np.zeros([widths[i]!]),
      np.ones([widths[i]!]),
      np.zeros([widths[i]!]),
    ]);
    return [...blocks, ...dense(128, 10)];
  },
  statistics: () => widths.flatMap((width) => [np.zeros([width]), np.ones([width])]),
  apply: (weights, statistics, key, pictures) => {
    const after: JaxArray[] = [];
    let x = pictures.reshape([-1, 3, 32, 32]);
    widths.forEach((_, i) => {
      const [kernel, bias, gamma, beta] = weights.slice(4 * i, 4 * i + 4);
      const convolution = convolutions[i];
      x =
        convolution === undefined
          ? np.matmul(x.reshape([-1, flat]), kernel!).add(bias!)
          : lax
              .convGeneralDilated(x, kernel!, [convolution.stride, convolution.stride], 'SAME')
              .add(bias!.reshape([1, -1, 1, 1]));
      const [normal, running] = normalize(x, gamma!, beta!, statistics[2 * i]!, statistics[2 * i + 1]!);
      after.push(...running);
      x = nn.leakyRelu(normal, 0.3);
    });
    const kept = random.bernoulli(key, 0.5, x.shape).astype(np.float32);
    const [w, b] = weights.slice(4 * widths.length);
    return [np.matmul(x.mul(kept).mul(2), w!).add(b!), after];
  },
};

export const networks = { mlp, cnn };
