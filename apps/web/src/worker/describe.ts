import type { Spec } from '@kindling/app-common';
import { modelOf } from '@kindling/app-common/training';
import type { Described } from './protocol.ts';

const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** What the library says of the model of a spec. */
export const describe = (spec: Spec): Described => {
  const model = modelOf(spec);
  let shape: readonly (number | null)[] = model.inputShape.slice(1);
  const rows = model.layers.map((layer) => {
    shape = layer.output(shape);
    const parameters = Object.entries(model.weightShapes.params)
      .filter(([name]) => name.startsWith(`${layer.name}/`))
      .reduce((sum, [, of]) => sum + size(of), 0);
    return { name: layer.name, kind: layer.kind, shape: shape.join(' × '), parameters };
  });
  return { summary: model.summary(), rows, parameters: model.countParameters() };
};
