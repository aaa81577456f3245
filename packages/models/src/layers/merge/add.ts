import { add as plus, type Tensor } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { requireShapes } from '../../layer/shapes.ts';
import type { Shape } from '../../layer/types.ts';

/** The sum's shape: a length of 1 is repeated. */
const summed = (shapes: readonly Shape[]): Shape => {
  const shown = requireShapes('add', shapes);
  return shapes.reduce((a, b) => {
    const fits = a.length === b.length && a.every((length, i) => length === b[i] || length === 1 || b[i] === 1);
    if (!fits) throw new RangeError(`add: lengths must be equal or 1, got ${shown}`);
    return a.map((length, i) => (length === 1 ? b[i]! : length));
  });
};

/**
 * The sum of tensors: y = x₁ + x₂ + ..., as at the end of a residual block.
 *
 * @see https://keras.io/api/layers/merging_layers/add/
 * @throws RangeError for shapes of unequal lengths, other than 1
 * @example
 * ```ts
 * import { add, dense, input } from '@kindling/models';
 *
 * const x = input({ shape: [8] });
 * const residual = add()([x, dense({ units: 8, activation: 'relu' })(x)]);
 * ```
 */
export const add = defineLayer<{}, readonly Tensor[]>()({
  kind: 'add',
  options: {},
  output: (_options, shapes) => summed(shapes),
  call: (_options, { x }) => {
    summed(x.map(({ shape }) => shape.slice(1))); // with the lengths that are known only now
    return x.reduce((sum, each) => plus(sum, each));
  },
});
