import { formatShape, show } from '@kindling/core';
import { symbol } from '../graph/draw.ts';
import { inspected, titleOf } from './inspected.ts';
import type { Input } from './layer.ts';
import { requireName, requireOptions } from './options.ts';
import { requireShape } from './shapes.ts';
import type { Shape } from './types.ts';

/** What a model can read. */
export type InputType = 'float32' | 'int32' | 'bool';

const dtypes: readonly unknown[] = ['float32', 'int32', 'bool'];

/**
 * Where data enters a model. Layers read it as float32, whatever its dtype.
 *
 * @see https://keras.io/api/layers/core_layers/input/
 * @param options.shape of one sample, without the batch; `null` for a length that differs from batch to batch
 * @param options.name for messages and the summary; in a record of inputs its key stands instead
 * @param options.dtype what `apply` will be given; default 'float32'
 * @throws RangeError for a length that is not a positive integer or `null`
 * @example
 * ```ts
 * import { input } from '@kindling/models';
 *
 * const images = input({ shape: [32, 32, 3], name: 'images' });
 * ```
 */
export const input = (options: { shape: Shape; name?: string | undefined; dtype?: InputType | undefined }): Input => {
  requireOptions('input', options, ['shape', 'name', 'dtype']);
  const { shape, name, dtype = 'float32' } = options;
  if (name !== undefined) requireName('input', name);
  if (!dtypes.includes(dtype)) {
    throw new RangeError(`input: dtype must be "float32", "int32" or "bool", got ${show(dtype)}`);
  }
  const made = { ...symbol(requireShape('input', 'shape', shape), dtype, undefined), inputName: name };
  return Object.freeze(inspected(made, () => `${titleOf('input', { name })}: ${dtype} ${formatShape(made.shape)}`));
};
