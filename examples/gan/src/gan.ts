// A generative adversarial network (Goodfellow et al., arXiv:1406.2661) on points of the plane: two models, two optimizers,
// and one step that trains both, written as a `Program` of one's own. The engine that runs what `compile` makes runs this too.
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

/** The records of both players as one, `generator/dense/kernel`, and one player's part of it. */
const both = <T>(recordOf: (player: Player) => Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    (['generator', 'discriminator'] as const).flatMap((player) =>
      Object.entries(recordOf(player)).map(([name, value]) => [`${player}/${name}`, value]),
    ),
  );
const partOf = (player: Player, tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([name]) => name.startsWith(`${player}/`))
      .map(([name, tensor]) => [name.slice(player.length + 1), tensor]),
  );

const generate = (params: Tree, noise: Tensor): Tensor => models.generator.apply({ params, state: {} }, noise);
const judge = (params: Tree, points: Tensor): Tensor => models.discriminator.apply({ params, state: {} }, points);

const crossentropy = binaryCrossentropy({ fromLogits: true });
const cost = (label: 0 | 1, logits: Tensor): Scalar => mean(crossentropy.perSample(fill(logits.shape, label), logits));

/** One player's loss, and its next parameters and slots. */
const improve = (player: Player, params: Tree, slots: Tree, scalars: Tree, loss: (params: Tree) => Scalar) => {
  const names = Object.keys(params);
  const named = (tensors: readonly Tensor[]): Tree => Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const { value, grads } = valueAndGrads((...tensors: Tensor[]) => loss(named(tensors)))(Object.values(params));
  const next = optimizers[player].update(params, named(grads), partOf(player, slots), partOf(player, scalars));
  return { loss: value as Scalar, ...next };
};

/** Its batches are real points, [batch, 2]; it predicts points, [n, 2], from noise, [n, noiseLength]. */
export const gan: Program<Tensor, Tensor, Tensor> = {
  init: (seed) => {
    const params = both((player) => models[player].init({ seed }).params);
    return { params, state: {}, slots: both((player) => optimizers[player].init(partOf(player, params))) };
  },
  scalars: (step) => both((player) => optimizers[player].scalars(step)),

  step: ({ params, state, slots }, sums, real, { scalars, random }) => {
    const size = real.shape[0] ?? 0;
    const noise = random.normal([size, noiseLength]);
    const fake = generate(partOf('generator', params), noise);
    const discriminator = improve('discriminator', partOf('discriminator', params), slots, scalars, (own) =>
      add(cost(1, judge(own, real)), cost(0, judge(own, fake))),
    );
    const generator = improve('generator', partOf('generator', params), slots, scalars, (own) =>
      cost(1, judge(discriminator.params, generate(own, noise))),
    );
    const players = { generator, discriminator };
    return {
      trees: {
        params: both((player) => players[player].params),
        state,
        slots: both((player) => players[player].slots),
      },
      sums: {
        count: add(sums.count!, size),
        generator: add(sums.generator!, mul(generator.loss, size)),
        discriminator: add(sums.discriminator!, mul(discriminator.loss, size)),
      },
    };
  },

  sums: () => ({ count: scalar(0), generator: scalar(0), discriminator: scalar(0) }),
  results: ({ count, generator, discriminator }) => ({
    generator: div(generator!, count!),
    discriminator: div(discriminator!, count!),
  }),
  evaluate: (_trees, sums) => sums, // a generator has no targets
  predict: ({ params }, noise) => generate(partOf('generator', params), noise),
};
