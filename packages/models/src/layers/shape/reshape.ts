import { formatShape, optionOf, show, sizeOf } from '@kindling/core';
import { reshape as toShape } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { itemsOf } from '../../layer/itemsOf.ts';
import { requireOne } from '../../layer/requireOne.ts';
import { batched, requireShape } from '../../layer/shapes.ts';
import type { Shape } from '../../layer/types.ts';

/** Options of `reshape`. */
export interface ReshapeOptions {
  /** Without the batch; one length may be -1: what is left. */
  targetShape: readonly number[];
}

/** The target with what is left for its -1. */
const resolved = (target: readonly number[], shape: Shape): Shape => {
  if (shape.includes(null)) return target.map((length) => (length === -1 ? null : length));
  const rest = sizeOf(shape) / sizeOf(target.filter((length) => length !== -1));
  if (Number.isInteger(rest) && (rest === 1 || target.includes(-1))) {
    return target.map((length) => (length === -1 ? rest : length));
  }
  throw new RangeError(`reshape: ${formatShape(batched(shape))} does not fit into ${formatShape(batched(target))}`);
};

const lengths = optionOf<readonly number[]>((owner, name, value) => {
  const known = Array.isArray(value) ? itemsOf(value).filter((length) => length !== -1) : undefined;
  if (known === undefined || known.includes(null) || (value as readonly unknown[]).length - known.length > 1) {
    throw new RangeError(`${owner}: ${name} must hold positive integers, and -1 at most once, got ${show(value)}`);
  }
  requireShape(owner, name, known);
});

/**
 * The same numbers in another shape, sample by sample.
 *
 * @see https://keras.io/api/layers/reshaping_layers/reshape/
 * @throws RangeError for a shape that does not hold as many numbers
 * @example
 * ```ts
 * import { input, reshape, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [12] }), reshape({ targetShape: [2, -1] })]); // gives [null, 2, 6]
 * ```
 */
export const reshape = defineLayer<ReshapeOptions>()({
  kind: 'reshape',
  options: {
    targetShape: lengths,
  },
  output: ({ targetShape }, shape) => {
    requireOne('reshape', shape);
    return resolved(targetShape, shape);
  },
  call: ({ targetShape }, { x }) => {
    const [batch = 1, ...shape] = x.shape;
    return toShape(x, [batch, ...(resolved(targetShape, shape) as readonly number[])]);
  },
});
