import { formatShape, show } from '@kindling/core';
import { Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { graphOf } from '../graph/draw.ts';
import { requireAlive } from '../layer/requireTensor.ts';
import type { Tree, Weights } from '../layer/types.ts';
import type { Model } from '../model/model.ts';
import { requireWeights } from '../model/requireInputs.ts';
import { fromJSON } from '../spec/fromJSON.ts';
import type { Vocabulary } from '../spec/spec.ts';
import type { SafetensorsEntry } from './safetensors.ts';

/** A page that saves and loads nothing does not load this. */
const format = () => import('./safetensors.ts');

/** The metadata entry that holds the model's JSON. */
const modelKey = 'model';

/** Each weight's name and shape, parameters first: one by one, since a file may ask for more names than it holds. */
function* shapesOf<X, Y>(model: Model<X, Y>): Generator<readonly [name: string, shape: readonly number[]]> {
  const graph = graphOf(model);
  if (graph === undefined) throw new TypeError(`give a model, of sequential() or model(), got ${show(model)}`);
  for (const { name, shape } of graph.params) yield [name, shape];
  for (const { name, shape } of graph.state) yield [name, shape];
}

/** Refuses weights that are not the model's, all of them and in their shapes. */
const requireFit = (
  expected: Iterable<readonly [name: string, shape: readonly number[]]>,
  given: ReadonlyMap<string, { readonly shape: readonly number[]; readonly dtype: string }>,
  dtype: string,
): void => {
  const names = new Set<string>();
  for (const [name, shape] of expected) {
    const found = given.get(name);
    if (names.has(name)) {
      throw new Error(`${show(name)} is both a parameter and state, but a file has one tensor of a name: rename one`);
    }
    names.add(name);
    if (found === undefined) throw new Error(`the model's weight ${show(name)} is missing`);
    if (formatShape(found.shape) !== formatShape(shape)) {
      throw new Error(`${show(name)} must have the shape ${formatShape(shape)}, got ${formatShape(found.shape)}`);
    }
    if (found.dtype !== dtype) throw new Error(`${show(name)} must be ${dtype}, got ${found.dtype}`);
  }
  for (const name of given.keys()) {
    if (!names.has(name)) throw new Error(`${show(name)} is not a weight of this model`);
  }
};

/** Puts the owner before what went wrong below. */
const asOwner = (owner: string, cause: unknown): Error =>
  new Error(`${owner}: ${cause instanceof Error ? cause.message : show(cause)}`, { cause });

/**
 * A model and its weights as a safetensors file, readable by any safetensors library. The model's JSON is in the
 * metadata under `model`. The weights stay the caller's; all of them are read from the device at once.
 *
 * @throws Error for weights that are not the model's, and for a model that JSON cannot carry
 * @example
 * ```ts
 * import { dense, encodeModel, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * const bytes = await encodeModel(net, net.init({ seed: 1 }));
 * ```
 */
export const encodeModel = async <X, Y>(model: Model<X, Y>, weights: Weights): Promise<Uint8Array<ArrayBuffer>> => {
  requireWeights('encodeModel', weights);
  try {
    const named = new Map([...Object.entries(weights.params), ...Object.entries(weights.state)]);
    for (const [name, weight] of named) {
      if (!(weight instanceof Tensor)) throw new TypeError(`${show(name)} must be a tensor, got ${show(weight)}`);
      requireAlive(`the weight ${show(name)}`, weight);
    }
    requireFit(shapesOf(model), named, 'float32');
    const metadata = new Map([[modelKey, JSON.stringify(model)]]);
    const tensors = await Promise.all([...named].map(async ([name, weight]) => [name, await entryOf(weight)] as const));
    const { encodeSafetensors } = await format();
    return encodeSafetensors({ metadata, tensors: new Map(tensors) });
  } catch (cause) {
    throw asOwner('encodeModel', cause);
  }
};

const entryOf = async (weight: Tensor): Promise<SafetensorsEntry> => {
  const { buffer, byteOffset, byteLength } = await weight.data<'float32'>();
  return { dtype: 'F32', shape: weight.shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
};

/**
 * The model and weights that `encodeModel` wrote. The weights are the caller's to dispose of. `vocabulary` holds the
 * layers that the model may be made of: this module's namespace, with your own layers spread in.
 *
 * @throws Error, and leaves no tensor behind, for bytes that are not such a file, that are cut, or whose tensors are
 *   not those of the model
 * @example
 * ```ts
 * import * as layers from '@kindling/models';
 * import { decodeModel, dense, encodeModel, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * const bytes = await encodeModel(net, net.init({ seed: 1 }));
 * const { model, weights } = await decodeModel(bytes, layers);
 * ```
 */
export const decodeModel = async (
  bytes: Uint8Array,
  vocabulary: Vocabulary,
): Promise<{ model: Model; weights: Weights }> => {
  try {
    const { decodeSafetensors } = await format();
    const { tensors, metadata } = decodeSafetensors(bytes);
    const spec = metadata.get(modelKey);
    if (spec === undefined) {
      throw new Error('the file holds tensors, but no model that says what they are');
    }
    const model = fromJSON(JSON.parse(spec), vocabulary);
    requireFit(shapesOf(model), tensors, 'F32');
    const tree = (names: object): Tree =>
      Object.fromEntries(Object.keys(names).map((name) => [name, tensorOf(tensors.get(name)!)]));
    const { params, state } = model.weightShapes;
    return { model, weights: tidy(() => ({ params: tree(params), state: tree(state) })) };
  } catch (cause) {
    throw asOwner('decodeModel', cause);
  }
};

/** A tensor of a copy of the bytes, which need not be aligned where they lie. */
const tensorOf = ({ shape, bytes }: SafetensorsEntry): Tensor =>
  tensor(new Float32Array(new Uint8Array(bytes).buffer), [...shape], 'float32');
