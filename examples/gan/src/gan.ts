// A generative adversarial network (Goodfellow et al., arXiv:1406.2661) on points of the plane: two models, two
// optimizers, and one step that trains both, written as your own `Program`. The engine that runs what `compile` makes
// runs this too.
import { partOf, prefixed } from '@kindling/core';
import { dense, input, leakyRelu, sequential, type Tree } from '@kindling/models';
import { adam, binaryCrossentropy, type Program } from '@kindling/train';
import { add, div, fill, mean, mul, type Scalar, scalar, type Tensor, valueAndGrads } from '@tensorflow/tfjs-core';

export const noiseLength = 4;

/** [batch, inputs] to [batch, outputs] */
const perceptron = (inputs: number, outputs: number) =>
  sequential([
    input({ shape: [inputs] }),
    dense({ units: 32 }),
    leakyRelu({ negativeSlope: 0.2 }),
    dense({ units: 32 }),
    leakyRelu({ negativeSlope: 0.2 }),
    dense({ units: outputs }),
  ]);

const models = { generator: perceptron(noiseLength, 2), discriminator: perceptron(2, 1) };
const optimizers = {
  generator: adam({ learningRate: 4e-3, beta1: 0.5 }),
  discriminator: adam({ learningRate: 4e-3, beta1: 0.5 }),
};
type Player = keyof typeof models;

/** The records of both players as one, `generator/dense/kernel`. */
const both = <T>(recordOf: (player: Player) => Readonly<Record<string, T>>): Record<string, T> => ({
  ...prefixed('generator', recordOf('generator')),
  ...prefixed('discriminator', recordOf('discriminator')),
});

const generate = (params: Tree, noise: Tensor): Tensor => models.generator.apply({ params, state: {} }, noise);
const judge = (params: Tree, points: Tensor): Tensor => models.discriminator.apply({ params, state: {} }, points);

const crossentropy = binaryCrossentropy({ fromLogits: true });
const cost = (label: 0 | 1, logits: Tensor): Scalar => mean(crossentropy.perSample(fill(logits.shape, label), logits));

/** One player's loss, and its gradient by that player's parameters. */
const slope = (params: Tree, loss: (params: Tree) => Scalar) => {
  const names = Object.keys(params);
  const named = (tensors: readonly Tensor[]): Tree => Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const { value, grads } = valueAndGrads((...tensors: Tensor[]) => loss(named(tensors)))(Object.values(params));
  return { loss: value as Scalar, gradients: named(grads) };
};

/** Its batches are real points, [batch, 2]; it predicts points, [n, 2], from noise, [n, noiseLength]. */
export const gan: Program<Tensor, Tensor, Tensor> = {
  init: (seed) => {
    const params = both((player) => models[player].init({ seed }).params);
    return { params, state: {}, slots: both((player) => optimizers[player].init(partOf(player, params))) };
  },
  scalars: (step) => both((player) => optimizers[player].scalars(step)),

  gradients: ({ params, state }, real, { random }) => {
    const size = real.shape[0] ?? 0;
    const noise = random.normal([size, noiseLength]);
    const generator = partOf('generator', params);
    const discriminator = partOf('discriminator', params);
    const fake = generate(generator, noise);
    const players = {
      generator: slope(generator, (own) => cost(1, judge(discriminator, generate(own, noise)))),
      discriminator: slope(discriminator, (own) => add(cost(1, judge(own, real)), cost(0, judge(own, fake)))),
    };
    return {
      gradients: both((player) => players[player].gradients),
      state,
      sums: {
        count: scalar(size),
        generator: mul(players.generator.loss, size),
        discriminator: mul(players.discriminator.loss, size),
      },
    };
  },
  update: ({ params, slots }, gradients, { scalars }) => {
    const next = (player: Player) =>
      optimizers[player].update(
        partOf(player, params),
        partOf(player, gradients),
        partOf(player, slots),
        partOf(player, scalars),
      );
    const players = { generator: next('generator'), discriminator: next('discriminator') };
    return { params: both((player) => players[player].params), slots: both((player) => players[player].slots) };
  },

  sums: () => ({ count: scalar(0), generator: scalar(0), discriminator: scalar(0) }),
  results: ({ count, generator, discriminator }) => ({
    generator: div(generator!, count!),
    discriminator: div(discriminator!, count!),
  }),
  evaluate: () => gan.sums(), // a generator has no targets
  predict: ({ params }, noise) => generate(partOf('generator', params), noise),
};
