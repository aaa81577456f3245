// internal: what a model knows of its layers, laid out for running

import { formatShape } from '@kindling/core';
import type { Form } from '../layer/forms.ts';
import type { AnyLayer } from '../layer/layer.ts';
import { origin, type SymbolicCall, type SymbolicTensor } from '../layer/layer.ts';
import { trace } from './callOrder.ts';
import { graphOf } from './draw.ts';
import type { Graph, Node } from './graph.ts';
import { nameLayers } from './nameLayers.ts';
import { once } from './once.ts';
import { memberOf, weightsIn } from './weightsIn.ts';

/** What a model is drawn from. */
export interface Drawing {
  readonly inputForm: Form;
  /** With their names, in the order of the form. */
  readonly inputs: ReadonlyMap<SymbolicTensor, string>;
  readonly outputForm: Form;
  readonly outputs: readonly SymbolicTensor[];
}

const sameWeights = (a: SymbolicCall, b: SymbolicCall): boolean => {
  const key = ({ params, state }: SymbolicCall) =>
    [...params, ...state].map((place) => `${place.key} ${formatShape(place.shape)}`).join();
  return key(a) === key(b);
};

const requireSharing = (owner: string, first: SymbolicCall, other: SymbolicCall): void => {
  if (graphOf(first.layer) !== undefined || sameWeights(first, other)) return; // a model's are always the same
  const read = ({ reads }: SymbolicCall) => reads.map(({ shape }) => formatShape(shape)).join(', ');
  const name = first.layer.name ?? first.layer.kind;
  throw new Error(
    `${owner}: the layer "${name}" reads ${read(first)} and ${read(other)}, for which it needs weights of different shapes`,
  );
};

/** The layers of the calls, each once with the first of its calls. */
const firstCalls = (owner: string, calls: readonly SymbolicCall[]): ReadonlyMap<AnyLayer, SymbolicCall> => {
  const first = new Map<AnyLayer, SymbolicCall>();
  for (const call of calls) {
    const known = first.get(call.layer);
    if (known === undefined) first.set(call.layer, call);
    else requireSharing(owner, known, call);
  }
  return first;
};

/** Lays out the calls between inputs and outputs; refuses outputs that read something else. */
export const layOut = (owner: string, { inputForm, inputs, outputForm, outputs }: Drawing): Graph => {
  const outputNames = outputs.map((output, i) => {
    const call = output[origin];
    const name = typeof outputForm === 'object' ? outputForm[i] : (call?.layer.name ?? call?.layer.kind);
    return [output, name ?? 'output'] as const;
  });
  const calls = trace(owner, inputs, new Map(outputNames));
  const first = firstCalls(owner, calls);
  const names = nameLayers(owner, [...first.keys()]);
  const members = new Map(Array.from(first, ([layer, call], i) => [layer, memberOf(names[i]!, call)] as const));
  const numbers = new Map(Array.from(inputs.keys(), (tensor, i) => [tensor, i]));
  const numbered = (tensor: SymbolicTensor) => ({ value: numbers.get(tensor)!, shape: tensor.shape });
  const nodes = calls.map(({ layer, readForm, reads, giveForm, gives }): Node => {
    for (const tensor of gives) numbers.set(tensor, numbers.size);
    return {
      member: members.get(layer)!,
      readForm,
      reads: reads.map((tensor) => numbers.get(tensor)!),
      giveForm,
      gives: gives.map(numbered),
    };
  });
  const all = [...members.values()];
  const params = once(() => weightsIn(all, 'params'));
  const state = once(() => weightsIn(all, 'state'));
  return {
    inputForm,
    inputs: Array.from(inputs, ([{ shape, dtype }, name]) => ({ name, shape, dtype })),
    outputForm,
    outputs: outputs.map(numbered),
    nodes,
    members: all,
    get params() {
      return params();
    },
    get state() {
      return state();
    },
  };
};
