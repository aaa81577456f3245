import {
  count,
  formatShape,
  optional,
  optionOf,
  readOptions,
  requireAlive,
  show,
  text,
  unknownName,
} from '@kindling/core';
import { clone, Tensor, tidy } from '@tensorflow/tfjs-core';
import { itemsOf } from '../layer/itemsOf.ts';
import { whileUsed } from '../layer/requireTensor.ts';
import type { Tree, Weights } from '../layer/types.ts';
import type { Model } from './model.ts';
import { requireWeights } from './requireWeights.ts';

export interface WeightsFromOptions {
  /**
   * The layers of the model that begin anew, by name; `"base/dense"` is one of the model inside, "base". Default: none.
   */
  fresh?: readonly string[] | undefined;
  /**
   * The layer, a model inside, that the weights are of; all other layers begin anew. Default: they are of the whole.
   */
  within?: string | undefined;
  /** Of what begins anew: a safe integer of at least 0. Default: one is drawn. */
  seed?: number | undefined;
}

const names = optionOf<readonly string[]>((owner, name, value) => {
  if (Array.isArray(value) && itemsOf(value).every((each) => typeof each === 'string')) return;
  throw new TypeError(`${owner}: ${name} must be a list of layer names, got ${show(value)}`);
});

const table = { fresh: optional(names), within: optional(text), seed: optional(count) };

const owner = 'weightsFrom';
const mostListed = 6;

const list = (items: readonly string[]): string =>
  items.slice(0, mostListed).map(show).join(', ') +
  (items.length > mostListed ? ` and ${items.length - mostListed} more` : '');

/** `base/dense` of `base/dense/kernel` */
const layerOf = (weight: string): string => weight.slice(0, weight.lastIndexOf('/'));

const remedy = (weights: readonly string[]): string =>
  `; layers that begin anew are named: { fresh: [${list([...new Set(weights.map(layerOf))])}] }`;

const isIn = (layer: string) => (weight: string) => weight.startsWith(`${layer}/`);

/** Refuses a layer that the model does not have; one without weights of its own needs nothing. */
const requireLayer = (model: Pick<Model, 'layers'>, noun: string, layer: string, all: readonly string[]): void => {
  const known = model.layers.map(({ name }) => name);
  if (!known.includes(layer) && !all.some(isIn(layer))) throw unknownName(owner, noun, layer, known);
};

/**
 * Weights for a model that begins where another one ended: each layer gets what stands under its name in the given
 * weights, and those named in `fresh` are drawn anew, as `init({ seed })` draws them. What the model has no layer for
 * is left out. All of the result are copies, the caller's to dispose of.
 *
 * @param model the model that is to have them
 * @param weights of another model: what `init`, `loadModel` or a trainer gave
 * @throws Error for weights that the model needs and that are missing, freed or of another shape, with their names; for
 *   an unknown layer or option
 * @example
 * ```ts
 * import { dense, input, sequential, weightsFrom } from '@kindling/models';
 *
 * const base = sequential([input({ shape: [4] }), dense({ units: 8, activation: 'relu' }), dense({ units: 3 })]);
 * const trained = base.init({ seed: 1 }); // or what loadModel gives
 *
 * const net = sequential([input({ shape: [4] }), ...base.layers.slice(0, -1), dense({ units: 2, name: 'head' })]);
 * const weights = weightsFrom(net, trained, { fresh: ['head'], seed: 2 });
 * ```
 */
export const weightsFrom = <X, Y>(model: Model<X, Y>, weights: Weights, options: WeightsFromOptions = {}): Weights => {
  const { fresh = [], within, seed } = readOptions<WeightsFromOptions, typeof table>(owner, table, options);
  requireWeights(owner, weights);
  const { params, state } = model.weightShapes;
  const all = [...Object.keys(params), ...Object.keys(state)];
  const inside = within === undefined ? () => true : isIn(within);
  if (within !== undefined) requireLayer(model, 'layer', within, all);
  for (const layer of fresh) requireLayer(model, 'layer in fresh', layer, all);
  const isTaken = (weight: string) => inside(weight) && !fresh.some((layer) => isIn(layer)(weight));
  const givenName = (weight: string) => (within === undefined ? weight : weight.slice(within.length + 1));

  const given = new Set([...Object.keys(weights.params), ...Object.keys(weights.state)]);
  const missing = all.filter((weight) => isTaken(weight) && !given.has(givenName(weight)));
  if (missing.length > 0) throw new Error(`${owner}: the weights lack ${list(missing)}${remedy(missing)}`);

  const take = (weight: string, shape: readonly number[], given: unknown): Tensor => {
    const got = given instanceof Tensor ? `${given.dtype} ${formatShape(given.shape)}` : show(given);
    const wanted = `float32 ${formatShape(shape)}`;
    if (got !== wanted) throw new Error(`${owner}: ${show(weight)} must be ${wanted}, got ${got}${remedy([weight])}`);
    requireAlive(owner, show(weight), given, whileUsed);
    return clone(given as Tensor);
  };

  return tidy(() => {
    const drawn: Weights = all.every(isTaken) ? { params: {}, state: {} } : model.init({ seed });
    const filled = (part: keyof Weights): Tree =>
      Object.fromEntries(
        Object.entries(model.weightShapes[part]).map(([weight, shape]) => [
          weight,
          isTaken(weight) ? take(weight, shape, weights[part][givenName(weight)]) : drawn[part][weight]!,
        ]),
      );
    return { params: filled('params'), state: filled('state') };
  });
};
