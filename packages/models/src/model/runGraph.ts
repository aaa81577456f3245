// internal: a graph's layers called one after the other

import { show } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Graph, Weight } from '../graph/graph.ts';
import { leavesOf, rebuild } from '../layer/forms.ts';
import type { LayerStep } from '../layer/layer.ts';
import { requireTensor } from '../layer/requireTensor.ts';
import type { Logits } from '../layer/types.ts';

type Named = Readonly<Record<string, Tensor | undefined>>;

/** What a graph computes with. */
export interface Run extends LayerStep {
  readonly params: Named;
  readonly state: Named;
  readonly inputs: readonly Tensor[];
  readonly frozen: boolean;
}

/** The tensor of a weight, refused where it is missing or does not fit. */
export const requireWeight = (owner: string, from: Named, { name, shape }: Weight): Tensor => {
  if (from[name] === undefined)
    throw new Error(`${owner}: the weight "${name}" is missing; given are ${show(Object.keys(from))}`);
  return requireTensor(owner, `the weight "${name}"`, shape, from[name]);
};

/** A layer's own weights under their local names. */
const local = (owner: string, from: Named, weights: readonly Weight[]): Named =>
  Object.fromEntries(weights.map((weight) => [weight.key, requireWeight(owner, from, weight)]));

/** The outputs, the whole next state, and the logits of those outputs that have some. */
export const run = (
  owner: string,
  { nodes, outputs, state: places }: Graph,
  { params, state, inputs, training, random, frozen }: Run,
): { y: Tensor[]; state: Record<string, Tensor>; logits: (Logits | undefined)[] } => {
  const values = [...inputs];
  const logits: (Logits | undefined)[] = inputs.map(() => undefined);
  const next = Object.fromEntries(places.map((place) => [place.name, requireWeight(owner, state, place)]));
  for (const [position, { member, readForm, reads, giveForm, gives }] of nodes.entries()) {
    const x = rebuild<unknown>(
      readForm,
      reads.map((value) => values[value]),
    );
    const out = member.layer.call({
      params: local(owner, params, member.params),
      state: local(owner, next, member.state),
      x,
      training,
      random: random.fold(position),
      frozen: frozen || member.layer.frozen,
    });
    for (const [index, tensor] of leavesOf(giveForm, out.y).entries()) {
      values.push(requireTensor(member.name, 'its output', gives[index]!.shape, tensor));
    }
    logits.push(...leavesOf<Logits | undefined>(giveForm, giveForm === 'one' ? out.logits : (out.logits ?? {})));
    for (const { key, name, shape } of member.state) {
      next[name] = requireTensor(member.name, `its next state "${key}"`, shape, out.state[key]);
    }
  }
  return {
    y: outputs.map(({ value }) => values[value]!),
    state: next,
    logits: outputs.map(({ value }) => logits[value]),
  };
};
