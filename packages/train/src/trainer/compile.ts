import {
  cloneTree,
  type Engine,
  formatShape,
  functionOption,
  neededGradients,
  type Option,
  optional,
  readOptions,
  registerGradients,
  requireAlive,
  requireBackend,
  show,
} from '@kindling/core';
import { jit } from '@kindling/jit';
import { type Model, random, requireWeights, type Tree, type Weights } from '@kindling/models';
import { Tensor } from '@tensorflow/tfjs-core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { requireModelOf } from '../checkpoint/goOn.ts';
import { lossPrint, optimizerPrint, requireSame } from '../checkpoint/print.ts';
import { requireCheckpoint } from '../checkpoint/requireCheckpoint.ts';
import { eager } from '../engines/eager.ts';
import type { Loss, PerSample } from '../losses/loss.ts';
import type { LossAlias, LossName } from '../losses/resolve.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type OptimizerAlias, type OptimizerName, resolveOptimizer } from '../optimizers/resolve.ts';
import { directionsOf, targetsOf } from '../step/targets.ts';
import { trainingProgram } from '../step/trainingProgram.ts';
import { createTrainer } from './createTrainer.ts';
import type { MetricsFor, NamesOf } from './metrics.ts';
import type { Trainer } from './trainer.ts';

/** A loss by name, as an object, or as a function of target and prediction. */
export type AnyLoss = LossName | LossAlias | Loss | PerSample;

/** One loss; for a model of several outputs, one for each by name. */
export type LossFor<Y> = Y extends Tensor ? AnyLoss : { readonly [K in keyof Y]: AnyLoss };

/** Weights of the outputs' losses in the total; 1 where absent. */
export type LossWeightsFor<Y> = Y extends Tensor ? number : { readonly [K in keyof Y]?: number | undefined };

export interface CompileOptions<Y, M, W> {
  /** How parameters follow their gradients, by name or made by a factory such as `adam()`. Required. */
  optimizer: OptimizerName | OptimizerAlias | Optimizer;
  /** How far predictions are from their targets: by name, made by a factory, or a function. Required. */
  loss: LossFor<Y>;
  /**
   * Means over samples, whatever their weights. History has them under the names written here, or in a list under their
   * own. Default: none.
   */
  metrics?: M | undefined;
  /** Metrics that heed `sampleWeight` and `classWeight`. Default: none. */
  weightedMetrics?: W | undefined;
  /** What each output's loss counts in the total. Default: 1 each. */
  lossWeights?: LossWeightsFor<Y> | undefined;
  /**
   * Of initial weights, shuffling and dropout: a safe integer of at least 0. Default: one is drawn; `trainer.seed`
   * tells.
   */
  seed?: number | undefined;
  /** Where to start from; copied. Default: fresh weights. */
  weights?: Weights | undefined;
  /**
   * Of `trainer.checkpoint()`: where to go on from, with its weights, its seed and everything else; the next `fit`
   * begins where it stood. It goes before `weights`, and `seed` must be its own or absent, so that one program can
   * begin a run and go on with it. Default: none.
   */
  checkpoint?: Checkpoint | undefined;
  /** What runs the steps. Default: `jit()` of `@kindling/jit`, which compiles them where the backend can. */
  engine?: Engine | undefined;
}

/**
 * Joins a model with what trains it.
 *
 * @throws Error for an unknown option or name (with the nearest known), for weights that are not the model's, for a
 *   metric called `loss`, `validation` or `epoch`, and for an option of the wrong type.
 * @example
 * ```ts
 * import { compile } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 * import { tensor2d } from '@tensorflow/tfjs-core';
 *
 * const line = sequential([input({ shape: [1] }), dense({ units: 1 })]);
 * const trainer = compile(line, { optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'], seed: 1 });
 * const history = await trainer.fit({ x: tensor2d([[1], [2]]), y: tensor2d([[2], [4]]) }, { epochs: 3 });
 * console.log(history.at(-1)?.mae);
 * trainer.dispose();
 * ```
 * @see https://keras.io/api/models/model_training_apis/#compile-method
 */
export const compile = <
  X,
  Y,
  const M extends MetricsFor<Y> = MetricsFor<Y>,
  const W extends MetricsFor<Y> = MetricsFor<Y>,
>(
  model: Model<X, Y>,
  options: CompileOptions<Y, M, W>,
): Trainer<X, Y, NamesOf<Y, M> | NamesOf<Y, W>> => {
  requireModel(model);
  requireBackend('compile');
  const read = readOptions('compile', table, options as CompileOptions<unknown, unknown, unknown>);
  const { optimizer, loss, metrics, weightedMetrics, lossWeights, weights, engine = jit() } = read;
  const checkpoint = read.checkpoint === undefined ? undefined : requireCheckpoint('compile', read.checkpoint);
  if (checkpoint !== undefined && read.seed !== undefined && read.seed !== checkpoint.seed)
    throw new Error(
      `compile: the checkpoint was made with seed ${checkpoint.seed}, got ${read.seed}; give the same or none`,
    );
  const given = checkpoint === undefined ? read.seed : checkpoint.seed;
  const seed = given === undefined ? drawSeed() : given;
  random(seed); // refuses what is not a seed
  if (weights !== undefined) requireFit(model, requireWeights('compile', weights));
  registerGradients(neededGradients);
  const resolved = resolveOptimizer('compile', optimizer);
  const targets = targetsOf(model, { loss, metrics, weightedMetrics, lossWeights });
  const madeWith = () => ({ optimizer: optimizerPrint(resolved), loss: lossPrint(targets) });
  if (checkpoint !== undefined) {
    requireModelOf(model, checkpoint);
    const remedy = 'go on with the same, or start from its weights alone with compile(model, { weights })';
    requireSame('compile', checkpoint.madeWith, madeWith(), remedy);
  }
  const { program, names } = trainingProgram({
    model,
    targets,
    optimizer: resolved,
    init: (key) => (weights === undefined ? model.init({ seed: key }) : copyOf(model, weights)),
  });
  const directions = directionsOf(targets);
  return createTrainer({ model, program, optimizer: resolved, seed, engine, names, directions, checkpoint, madeWith });
};

/** What is looked at where it is used, by a rule that is about the model too. */
const unread: Option<never> = { read: (_owner, _name, value) => value as never };

const engineOption: Option<Engine> = {
  read: (owner, name, value) => {
    const engine = Object.entries({ eager, jit }).find(([, factory]) => factory === (value as unknown));
    if (engine !== undefined) throw new TypeError(`${owner}: ${name} must be called, ${engine[0]}()`);
    return functionOption<Engine>().read(owner, name, value);
  },
};

const table = {
  optimizer: unread,
  loss: unread,
  metrics: optional(unread),
  weightedMetrics: optional(unread),
  lossWeights: optional(unread),
  seed: optional(unread),
  weights: optional(unread),
  checkpoint: optional(unread),
  engine: optional(engineOption),
};

const requireModel = (model: unknown): void => {
  const { init, apply, weightShapes } = Object(model) as Partial<Model<unknown, unknown>>;
  if (typeof init === 'function' && typeof apply === 'function' && typeof weightShapes === 'object') return;
  throw new TypeError(`compile: give a model, of sequential() or model(), got ${show(model)}`);
};

const drawSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] as number;

/** The given weights, copied, in the model's order. */
const copyOf = <X, Y>({ weightShapes }: Model<X, Y>, { params, state }: Weights): Weights => ({
  params: cloneTree(inOrder(weightShapes.params, params)),
  state: cloneTree(inOrder(weightShapes.state, state)),
});

type Shapes = Readonly<Record<string, readonly number[]>>;

const inOrder = (shapes: Shapes, tree: Tree): Tree =>
  Object.fromEntries(Object.keys(shapes).map((name) => [name, tree[name] as Tensor]));

/** The layers of these weights: `["head", "base/dense"]`. */
const freshOf = (weights: readonly string[]): string =>
  JSON.stringify([...new Set(weights.map((weight) => weight.slice(0, weight.lastIndexOf('/'))))]);

/** Refuses weights that are not the model's, all of them and in their shapes. */
const requireFit = <X, Y>({ name = 'model', weightShapes }: Model<X, Y>, weights: Weights): void => {
  for (const part of ['params', 'state'] as const) {
    const shapes = weightShapes[part];
    const given = weights[part];
    const missing = Object.keys(shapes).filter((slot) => given[slot] === undefined);
    if (missing.length > 0)
      throw new Error(
        `compile: weights.${part} lacks ${missing.join(', ')} of the model "${name}"; ` +
          `weightsFrom(model, weights, { fresh: ${freshOf(missing)} }) lets these begin anew`,
      );
    const foreign = Object.keys(given).filter((slot) => shapes[slot] === undefined);
    if (foreign.length > 0)
      throw new Error(`compile: weights.${part} has ${foreign.join(', ')}, which the model "${name}" does not have`);
    for (const [slot, shape] of Object.entries(shapes)) {
      const tensor: unknown = given[slot];
      const got = tensor instanceof Tensor ? `${tensor.dtype} ${formatShape(tensor.shape)}` : show(tensor);
      const wanted = `float32 ${formatShape(shape)}`;
      if (got !== wanted) throw new Error(`compile: weights.${part}["${slot}"] must be ${wanted}, got ${got}`);
      requireAlive('compile', `weights.${part}["${slot}"]`, tensor, '; keep weights until compile has copied them');
    }
  }
};
