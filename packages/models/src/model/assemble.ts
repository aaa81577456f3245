// internal: a graph made into a model

import { formatShape, type Random, requireBackend, requireBoolean, unknownName } from '@kindling/core';
import { add, clone, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { callable } from '../graph/draw.ts';
import type { Graph, Weight } from '../graph/graph.ts';
import { once } from '../graph/once.ts';
import { type Form, leavesOf, rebuild } from '../layer/forms.ts';
import type { CommonOptions } from '../layer/layer.ts';
import { commonOf } from '../layer/options.ts';
import { requireOne } from '../layer/requireOne.ts';
import type { Slots } from '../layer/slots.ts';
import type { LogitsOf, Shape, Weights } from '../layer/types.ts';
import type { JsonObject } from '../spec/spec.ts';
import { layerSpec } from '../spec/toSpec.ts';
import { initialize } from './initialize.ts';
import type { Applied, Model, NamedLayer } from './model.ts';
import { requireInputs } from './requireInputs.ts';
import { requireWeights } from './requireWeights.ts';
import { requireWeight, run } from './runGraph.ts';
import { count, modelLine, summarize } from './summary.ts';

/** Stands where no key was given: drawing from it is refused, so that noise is never the same by accident. */
const noKey = (owner: string): Random => {
  const refuse = () => {
    throw new Error(`${owner}: it draws random numbers; pass apply a step: { training, random: random(seed) }`);
  };
  const none: Random = { uniform: refuse, normal: refuse, fold: () => none };
  return none;
};

const slotsOf = (weights: readonly Weight[]): Slots =>
  Object.fromEntries(weights.map(({ name, ...slot }) => [name, slot]));

const shapesOf = (weights: readonly Weight[]) => Object.fromEntries(weights.map(({ name, shape }) => [name, shape]));

const shapeOf = ({ shape }: { readonly shape: Shape }): Shape => shape;

const perSample = ({ shape }: { readonly shape: Shape }): Shape => shape.slice(1);

const namesOf = (form: Form): readonly string[] | undefined => (typeof form === 'object' ? form : undefined);

/** Refuses shapes, per sample, that the model's inputs do not take. */
const requireShapes = (owner: string, { inputForm, inputs }: Graph, shapes: unknown): void => {
  if (inputForm === 'one') requireOne(owner, shapes);
  for (const [i, shape] of leavesOf<Shape | undefined>(inputForm, shapes).entries()) {
    const { name, shape: expected } = inputs[i]!;
    const fits =
      shape?.length === expected.length - 1 &&
      shape.every((length, axis) => expected[axis + 1] === null || expected[axis + 1] === length);
    if (!fits) {
      const got = shape === undefined ? 'nothing' : formatShape([null, ...shape]);
      throw new RangeError(`${owner}: the input "${name}" must be ${formatShape(expected)}, got ${got}`);
    }
  }
};

/** What a model was made from, and the same as JSON. */
export interface ModelSource {
  readonly config: object;
  spec(): JsonObject;
}

/** The model of a graph. Weights are named when they are asked for: see `memberOf`. */
export const assemble = <X, Y>(kind: string, graph: Graph, source: ModelSource, common: CommonOptions): Model<X, Y> => {
  const owner = common.name ?? kind;
  const { inputForm, inputs, outputForm, outputs } = graph;
  const frozen = common.trainable === false;
  const none = noKey(owner);
  const trainable = once(() => graph.params.filter((weight) => weight.trainable && !frozen));
  const penalized = once(() => trainable().filter(({ regularizer }) => regularizer !== undefined));
  const layers = once(() => graph.members.map(({ name, layer }) => layer.with({ name }) as NamedLayer));
  const weightShapes = once(() => ({ params: shapesOf(graph.params), state: shapesOf(graph.state) }));
  const trainableNames = once(() => trainable().map(({ name }) => name));

  const applied = (out: ReturnType<typeof run>): Applied<Y> => ({
    y: rebuild(outputForm, out.y),
    state: out.state,
    ...(out.logits.some((logits) => logits !== undefined) && {
      logits: rebuild<LogitsOf<Y>>(outputForm, out.logits),
    }),
  });

  function apply(weights: Weights, x: X): Y;
  function apply(weights: Weights, x: X, step: { training: boolean; random?: Random | undefined }): Applied<Y>;
  function apply(weights: Weights, x: X, step?: { training: boolean; random?: Random | undefined }) {
    requireBackend(owner);
    const { params, state } = requireWeights(owner, weights);
    const tensors = requireInputs(owner, inputForm, inputs, x);
    const given = new Set<Tensor>([...tensors, ...Object.values(params)]);
    const { training, random = none } = step ?? { training: false };
    requireBoolean(owner, 'training', training);
    const out = tidy(() => {
      const all = run(owner, graph, { params, state, inputs: tensors, training, random, frozen });
      const y = all.y.map((tensor) => (given.has(tensor) ? clone(tensor) : tensor));
      return step === undefined ? { y, state: {}, logits: [] } : { ...all, y };
    });
    return step === undefined ? rebuild(outputForm, out.y) : applied(out);
  }

  const members: Pick<Model<X, Y>, keyof Model<X, Y>> = {
    kind,
    config: source.config,
    name: common.name,
    frozen,
    with: (next) => assemble<X, Y>(kind, graph, source, { ...common, ...commonOf(owner, next) }),
    params: (shape) => {
      requireShapes(owner, graph, shape);
      return slotsOf(graph.params);
    },
    state: () => slotsOf(graph.state),
    output: (shape) => {
      requireShapes(owner, graph, shape);
      return rebuild(outputForm, outputs.map(perSample));
    },
    call: ({ x, ...io }) => applied(run(owner, graph, { ...io, inputs: leavesOf(inputForm, x) })),
    toJSON: () => ({ ...layerSpec(kind, common, {}), config: source.spec() }),

    inputs,
    inputNames: namesOf(inputForm),
    outputNames: namesOf(outputForm),
    inputShape: rebuild(inputForm, inputs.map(shapeOf)),
    outputShape: rebuild(outputForm, outputs.map(shapeOf)),
    get weightShapes() {
      return weightShapes();
    },
    get trainable() {
      return trainableNames();
    },
    get layers() {
      return layers();
    },
    getLayer: (name) => {
      const layer = members.layers.find((each) => each.name === name);
      if (layer !== undefined) return layer;
      throw unknownName(
        owner,
        'layer',
        name,
        graph.members.map((member) => member.name),
      );
    },
    countParameters: () => count([...graph.params, ...graph.state]),
    summary: () => summarize(owner, kind, graph, frozen),
    init: ({ seed = crypto.getRandomValues(new Uint32Array(1))[0]! } = {}) => initialize(owner, graph, seed),
    apply,
    penalty: (params) => {
      if (penalized().length === 0) return undefined;
      return tidy(() =>
        penalized()
          .map((weight): Tensor => weight.regularizer!.penalty(requireWeight(owner, params, weight)))
          .reduce((sum, price) => add(sum, price)),
      );
    },
  };
  return callable(members, () => modelLine(kind, common, graph), graph) as Model<X, Y>;
};
