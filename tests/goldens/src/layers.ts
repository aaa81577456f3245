import * as kindling from '@kindling/models';
import { input, type Layer, model, random, sequential } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import { difference, differenceOfAll, type Golden, readNumbers, tensorOf, tensorsOf, worst } from './golden.ts';
import { type Distances, pullBack } from './gradient.ts';

export interface LayerCase {
  readonly name: string;
  /** As the package exports it. */
  readonly layer: string;
  readonly config: object;
  readonly training: boolean;
  readonly inputs: readonly Golden[];
  readonly params: Readonly<Record<string, Golden>>;
  readonly state: Readonly<Record<string, Golden>>;
  readonly output: Golden;
  readonly nextState: Readonly<Record<string, Golden>>;
  readonly cotangent: Golden;
  /** By the inputs, and by the parameters that are trained. */
  readonly gradients: { readonly inputs: readonly Golden[]; readonly params: Readonly<Record<string, Golden>> };
}

export const layerCases = readNumbers<{ cases: LayerCase[] }>('layers').cases;

type Maker = (config: object) => Layer | Layer<readonly Tensor[]>;
type Trees = kindling.Weights;
interface Output {
  readonly y: Tensor;
  readonly state: kindling.Tree;
}

/** The layer alone in a model, under the name "layer", as a function of its inputs. */
const modelOf = ({
  layer,
  config,
  inputs,
  training,
}: LayerCase): ((weights: Trees, xs: readonly Tensor[]) => Output) => {
  const make = (kindling as Readonly<Record<string, unknown>>)[layer] as Maker;
  const made = make({ ...config, name: 'layer' });
  const step = { training, random: random(1) };
  if (inputs.length === 1) {
    const net = sequential([input({ shape: inputs[0]!.shape.slice(1) }), made as Layer]);
    return (weights, [x]) => net.apply(weights, x!, step);
  }
  const reads = Object.fromEntries(inputs.map(({ shape }, i) => [`x${i}`, input({ shape: shape.slice(1) })]));
  const net = model({ inputs: reads, outputs: (made as Layer<readonly Tensor[]>)(Object.values(reads)) });
  return (weights, xs) => net.apply(weights, Object.fromEntries(xs.map((x, i) => [`x${i}`, x])), step);
};

const named = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([slot, value]) => [`layer/${slot}`, value]));

/** How far output and next state, and the gradients by inputs and parameters, are from Keras's. */
export const measureLayer = (layerCase: LayerCase): Distances => {
  const { inputs, cotangent, output, nextState, gradients } = layerCase;
  const apply = modelOf(layerCase);
  const xs = inputs.map(tensorOf);
  const params = named(tensorsOf(layerCase.params));
  const state = named(tensorsOf(layerCase.state));
  const trained = Object.keys(named(gradients.params));

  const f = (...given: Tensor[]): Tensor => {
    const values = Object.fromEntries(trained.map((name, i) => [name, given[xs.length + i]!]));
    return apply({ params: { ...params, ...values }, state }, given.slice(0, xs.length)).y;
  };
  return {
    forward: async () => {
      const { y, state: after } = apply({ params, state }, xs);
      return worst([await difference(y, output), await differenceOfAll(after, named(nextState))]);
    },
    gradient: async () => {
      const found = pullBack(f, [...xs, ...trained.map((name) => params[name]!)], tensorOf(cotangent));
      const wanted = [...gradients.inputs, ...Object.values(gradients.params)];
      return worst(await Promise.all(wanted.map((golden, i) => difference(found[i]!, golden))));
    },
  };
};
