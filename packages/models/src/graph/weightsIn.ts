// internal: the weights of a model under their joined names

import type { SymbolicCall } from '../layer/layer.ts';
import type { Place } from '../layer/slots.ts';
import { graphOf } from './draw.ts';
import type { Member, Weight } from './graph.ts';
import { once } from './once.ts';

type Part = 'params' | 'state';

/**
 * A layer under its name. The weights of a model inside are named when they are asked for: joined at each level as it
 * is read, names would cost far more than the file that they stand in.
 */
export const memberOf = (name: string, call: SymbolicCall): Member => {
  const inner = graphOf(call.layer);
  const named = (place: Place): Weight => ({ ...place, name: `${name}/${place.key}` });
  const passedOn = (weight: Weight): Weight => named({ ...weight, key: weight.name });
  const params = once(() => inner?.params.map(passedOn) ?? call.params.map(named));
  const state = once(() => inner?.state.map(passedOn) ?? call.state.map(named));
  return {
    name,
    layer: call.layer,
    get params() {
      return params();
    },
    get state() {
      return state();
    },
  };
};

/** All weights of the layers, in one go through the models inside, whatever their depth. */
export const weightsIn = (members: readonly Member[], part: Part): readonly Weight[] => {
  const found: Weight[] = [];
  const collect = (list: readonly Member[], prefix: string, frozen: boolean): void => {
    for (const member of list) {
      const isFrozen = frozen || member.layer.frozen;
      const inner = graphOf(member.layer);
      if (inner !== undefined) collect(inner.members, `${prefix}${member.name}/`, isFrozen);
      else for (const weight of member[part]) found.push(joined(weight, prefix, isFrozen && part === 'params'));
    }
  };
  collect(members, '', false);
  return found;
};

const joined = (weight: Weight, prefix: string, frozen: boolean): Weight => ({
  ...weight,
  name: `${prefix}${weight.name}`,
  trainable: weight.trainable && !frozen,
});
