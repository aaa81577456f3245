import { withDefault } from '@kindling/core';
import { concat, type Tensor } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { axisOption } from '../../layer/layerOptions.ts';
import { axisOf, requireShapes } from '../../layer/shapes.ts';
import type { Shape } from '../../layer/types.ts';

/** Options of `concatenate`. */
export interface ConcatenateOptions {
  /** Along which axis, the batch's being 0. Default: -1, the last. */
  axis?: number | undefined;
}

const joined = (axis: number, shapes: readonly Shape[]): Shape => {
  const shown = requireShapes('concatenate', shapes);
  const [first = [], ...others] = shapes;
  const at = axisOf('concatenate', axis, first.length + 1) - 1;
  const fits = (shape: Shape) =>
    shape.length === first.length && shape.every((length, i) => i === at || length === first[i]);
  if (!others.every(fits)) {
    throw new RangeError(`concatenate: shapes must be equal but for axis ${at + 1}, got ${shown}`);
  }
  const lengths = shapes.map((shape) => shape[at] ?? null);
  const length = lengths.reduce((sum, each) => (sum === null || each === null ? null : sum + each));
  return first.map((each, i) => (i === at ? length : each));
};

/**
 * Tensors side by side along one axis; all others must be of equal length.
 *
 * @see https://keras.io/api/layers/merging_layers/concatenate/
 * @throws RangeError for shapes that differ elsewhere
 * @example
 * ```ts
 * import { concatenate, input } from '@kindling/models';
 *
 * const left = input({ shape: [6] });
 * const right = input({ shape: [4] });
 * const both = concatenate()([left, right]); // [null, 10]
 * ```
 */
export const concatenate = defineLayer<ConcatenateOptions, readonly Tensor[]>()({
  kind: 'concatenate',
  options: {
    axis: withDefault(axisOption, -1),
  },
  output: ({ axis }, shapes) => joined(axis, shapes),
  call: ({ axis }, { x }) => {
    const shapes = x.map(({ shape }) => shape.slice(1));
    joined(axis, shapes); // with the lengths that are known only now
    return concat([...x], axisOf('concatenate', axis, x[0]?.rank ?? 0));
  },
});
