import type { Spec } from '@kindling/app-common';
import { modelOf } from '@kindling/app-common/training';
import type { Safetensors, SafetensorsEntry } from '@kindling/models/safetensors';
import { files } from '../copy/files.ts';
import { isFields } from './known.ts';

/** What a checkpoint holds beside the weights; no weight's name can begin with it. */
const aside = 'checkpoint//';

/** @throws Error where the model's JSON is not that of the spec's model */
export const requireSameModel = (model: unknown, spec: Spec): void => {
  if (JSON.stringify(model) !== JSON.stringify(modelOf(spec))) throw new Error(files.otherModel);
};

/** What a spec would say of the layers between the flatten and the ten classes. */
export const hiddenIn = (model: unknown): readonly unknown[] => {
  const { layers } = isFields(model) && isFields(model.config) ? model.config : {};
  if (!Array.isArray(layers)) throw new Error(files.otherModel);
  return layers.slice(1, -1).map((layer: unknown) => {
    if (!isFields(layer) || layer.kind !== 'dense' || !isFields(layer.config)) throw new Error(files.otherModel);
    const { units, activation } = layer.config;
    return { units, activation };
  });
};

const areFinite = ({ bytes }: SafetensorsEntry): boolean =>
  new Float32Array(new Uint8Array(bytes).buffer).every(Number.isFinite);

/** @throws Error where the weights are not all those of the spec's model, in their shapes, of finite numbers */
export const requireWeights = (tensors: Safetensors['tensors'], spec: Spec): void => {
  const expected = new Map(Object.entries(modelOf(spec).weightShapes.params));
  for (const [name, shape] of expected) {
    const found = tensors.get(name);
    if (found?.dtype !== 'F32' || found.shape.join() !== shape.join()) throw new Error(files.otherWeights);
    if (!areFinite(found)) throw new Error(files.notFinite);
  }
  for (const name of tensors.keys())
    if (!name.startsWith(aside) && !expected.has(name)) throw new Error(files.otherWeights);
};
