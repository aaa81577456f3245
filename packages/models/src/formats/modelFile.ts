// internal: a model and its weights as the contents of a safetensors file

import { formatShape, readTensors, requireAlive, show } from '@kindling/core';
import { dispose, Tensor, tensor } from '@tensorflow/tfjs-core';
import { graphOf } from '../graph/draw.ts';
import { whileUsed } from '../layer/requireTensor.ts';
import type { Tree, Weights } from '../layer/types.ts';
import type { Model } from '../model/model.ts';
import { fromJSON } from '../spec/fromJSON.ts';
import type { Vocabulary } from '../spec/spec.ts';
import type { ByteSource, Safetensors, SafetensorsEntry } from './safetensors.ts';

/** A page that saves and loads nothing does not load this. */
export const format = () => import('./safetensors.ts');

/** The metadata entry that holds the model's JSON. */
const modelKey = 'model';

/** What a checkpoint of training holds beside the weights; no weight's name can begin with it. */
const aside = 'checkpoint//';

/** Each weight's name and shape, parameters first: one by one, since a file may ask for more names than it holds. */
function* shapesOf<X, Y>(model: Model<X, Y>): Generator<readonly [name: string, shape: readonly number[]]> {
  const graph = graphOf(model);
  if (graph === undefined) throw new TypeError(`give a model, of sequential() or model(), got ${show(model)}`);
  for (const { name, shape } of graph.params) yield [name, shape];
  for (const { name, shape } of graph.state) yield [name, shape];
}

type Described = ReadonlyMap<string, { readonly shape: readonly number[]; readonly dtype: string }>;

/** Refuses weights that are not the model's, all of them and in their shapes. */
const requireFit = (
  expected: Iterable<readonly [name: string, shape: readonly number[]]>,
  given: Described,
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

/** What the file of a model and its weights holds. All weights are read from the device at once. */
export const contentsOf = async <X, Y>(model: Model<X, Y>, weights: Weights): Promise<Safetensors> => {
  const named = new Map([...Object.entries(weights.params), ...Object.entries(weights.state)]);
  for (const [name, weight] of named) {
    if (!(weight instanceof Tensor)) throw new TypeError(`${show(name)} must be a tensor, got ${show(weight)}`);
    requireAlive('the weights', show(name), weight, whileUsed);
  }
  requireFit(shapesOf(model), named, 'float32');
  const metadata = new Map([[modelKey, JSON.stringify(model)]]);
  const numbers = await readTensors([...named.values()]);
  const tensors = [...named].map(([name, { shape }], i) => [name, entryOf(shape, numbers[i]!)] as const);
  return { metadata, tensors: new Map(tensors) };
};

const entryOf = (shape: readonly number[], { buffer, byteOffset, byteLength }: Float32Array): SafetensorsEntry => ({
  dtype: 'F32',
  shape,
  bytes: new Uint8Array(buffer, byteOffset, byteLength),
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('the model in the file is no JSON: it was damaged; take another copy of the file', { cause });
  }
};

/** The model of a file, once its tensors are found to be the model's. */
export const modelIn = (
  { tensors, metadata }: { readonly tensors: Described; readonly metadata: ReadonlyMap<string, string> },
  vocabulary: Vocabulary,
): Model => {
  const spec = metadata.get(modelKey);
  if (spec === undefined) throw new Error('the file holds tensors, but no model that says what they are');
  const model = fromJSON(jsonOf(spec), vocabulary);
  requireFit(shapesOf(model), new Map([...tensors].filter(([name]) => !name.startsWith(aside))), 'F32');
  return model;
};

/** The model and weights of a file that is read tensor by tensor; none is left behind where that fails. */
export const readModel = async (
  source: ByteSource,
  vocabulary: Vocabulary,
): Promise<{ model: Model; weights: Weights }> => {
  const { openSafetensors } = await format();
  const file = await openSafetensors(source);
  const model = modelIn(file, vocabulary);
  const made: Tensor[] = [];
  const tree = async (shapes: Model['weightShapes']['params']): Promise<Tree> => {
    const named: [string, Tensor][] = [];
    for (const [name, shape] of Object.entries(shapes)) {
      const { begin, end } = file.tensors.get(name)!;
      const values = new Float32Array((end - begin) / Float32Array.BYTES_PER_ELEMENT);
      await file.fill(name, new Uint8Array(values.buffer));
      named.push([name, tensor(values, [...shape], 'float32')]);
      made.push(named.at(-1)![1]);
    }
    return Object.fromEntries(named);
  };
  try {
    const params = await tree(model.weightShapes.params);
    return { model, weights: { params, state: await tree(model.weightShapes.state) } };
  } catch (error) {
    dispose(made);
    throw error;
  }
};
