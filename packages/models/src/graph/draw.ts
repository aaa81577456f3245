// internal: layers as functions that draw a graph

import { formatShape, show } from '@kindling/core';
import type { DataType } from '@tensorflow/tfjs-core';
import { formOf, leavesOf, rebuild } from '../layer/forms.ts';
import { inspected } from '../layer/inspected.ts';
import type { AnyLayer } from '../layer/layer.ts';
import { type Input, origin, type SymbolicCall, type SymbolicTensor } from '../layer/layer.ts';
import { batched, isShape, requireShape } from '../layer/shapes.ts';
import { placesOf } from '../layer/slots.ts';
import type { Shape } from '../layer/types.ts';
import type { Graph } from './graph.ts';
import { once } from './once.ts';

/** `shape` is per sample. */
export const symbol = (shape: Shape, dtype: DataType, from: SymbolicCall | undefined): SymbolicTensor => {
  const made: SymbolicTensor = { [origin]: from, shape: Object.freeze(batched(shape)), dtype };
  return Object.freeze(inspected(made, () => `${dtype} ${formatShape(made.shape)} of ${ownerOf(from?.layer)}`));
};

const ownerOf = (layer: AnyLayer | undefined): string => layer?.name ?? layer?.kind ?? 'input()';

export const isSymbolic = (value: unknown): value is SymbolicTensor =>
  typeof value === 'object' && value !== null && origin in value;

export const isInput = (value: unknown): value is Input => isSymbolic(value) && value[origin] === undefined;

const graphs = new WeakMap<AnyLayer, Graph>();

/** The graph of a model; undefined for another layer. */
export const graphOf = (layer: AnyLayer): Graph | undefined => graphs.get(layer);

const draw = (layer: AnyLayer, x: unknown): unknown => {
  const owner = layer.name ?? layer.kind;
  const readForm = formOf(x, isSymbolic);
  const reads = readForm === undefined ? [] : leavesOf<SymbolicTensor>(readForm, x);
  if (readForm === undefined || reads.length === 0) {
    throw new TypeError(
      `${owner}: a layer is called on what input() or another layer gives, got ${show(x)}; to compute with it, apply a model that holds it`,
    );
  }
  const shapes = rebuild(
    readForm,
    reads.map(({ shape }) => shape.slice(1)),
  );
  const output = layer.output(shapes);
  const giveForm = formOf(output, isShape);
  if (giveForm === undefined || giveForm === 'list') {
    const read = reads.map(({ shape }) => formatShape(shape)).join(', ');
    throw new TypeError(`${owner}: the output of a layer that reads ${read} must be one shape, got ${show(output)}`);
  }
  const gives: SymbolicTensor[] = [];
  const places = {
    params: once(() => placesOf(owner, layer.params(shapes))),
    state: once(() => placesOf(owner, layer.state(shapes))),
  };
  const call: SymbolicCall = {
    layer,
    readForm,
    reads,
    giveForm,
    gives,
    get params() {
      return places.params();
    },
    get state() {
      return places.state();
    },
  };
  if (!graphs.has(layer)) void [call.params, call.state]; // refused where the layer is called
  for (const shape of leavesOf<Shape>(giveForm, output)) {
    gives.push(symbol(requireShape(owner, 'the output shape', shape), 'float32', call));
  }
  return rebuild(giveForm, gives);
};

/** Where Keras would freeze a layer by `layer.trainable = false`. */
const refuseChange = ({ name, kind }: AnyLayer): never => {
  throw new TypeError(
    `${name ?? kind}: a layer stays as it was made; layer.with({ trainable: false }) gives a frozen one, to build the model with`,
  );
};

/**
 * Members made into a layer: a function that draws it, and that Node prints as `line`. A model gives its graph.
 * Nobody can change it: a model keeps the layers that it was made of.
 */
export const callable = <Members extends AnyLayer>(
  members: Members,
  line: () => string,
  graph?: Graph,
): Members & ((x: unknown) => unknown) => {
  const { trainable, ...descriptors } = Object.getOwnPropertyDescriptors<AnyLayer & { trainable?: unknown }>(members);
  const layer: (x: unknown) => unknown = Object.defineProperties(
    (x: unknown) => draw(layer as typeof layer & Members, x),
    { ...descriptors, trainable: { ...trainable, set: () => refuseChange(members) } },
  );
  if (graph !== undefined) graphs.set(layer as typeof layer & Members, graph);
  return Object.freeze(inspected(layer as typeof layer & Members, line));
};

export const isLayer = (value: unknown): value is AnyLayer =>
  typeof value === 'function' && ['params', 'state', 'output', 'call', 'with', 'config'].every((key) => key in value);
