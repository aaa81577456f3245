// internal: what a model calls its layers

import type { AnyLayer } from '../layer/layer.ts';

/**
 * A name for each layer: the one it was given, else its kind, numbered where that is taken: `dense`, `dense_1`. No
 * count outlives the model.
 */
export const nameLayers = (owner: string, layers: readonly AnyLayer[]): readonly string[] => {
  const taken = new Set<string>();
  for (const { name } of layers) {
    if (name === undefined) continue;
    if (taken.has(name)) throw new Error(`${owner}: two layers are named "${name}"; a name must be unique in a model`);
    taken.add(name);
  }
  const counts = new Map<string, number>();
  return layers.map(({ name, kind }) => {
    if (name !== undefined) return name;
    let count = counts.get(kind) ?? 0;
    let free = kind;
    for (; taken.has(free); count++) free = `${kind}_${count + 1}`;
    counts.set(kind, count);
    taken.add(free);
    return free;
  });
};
