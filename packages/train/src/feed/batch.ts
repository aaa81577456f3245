import type { Tensor } from '@tensorflow/tfjs-core';

/** One batch: `x` and `y` as the model has inputs and outputs, a tensor or a record by name; weights are one a sample. */
export interface Batch<X, Y> {
  readonly x: X;
  readonly y: Y;
  readonly sampleWeight?: Tensor | undefined;
}

/** One tensor or a record of them, as entries: `''` stands for the name of an only one. */
export const entriesOf = (
  value: unknown,
  names: readonly string[] | undefined,
): readonly (readonly [string, Tensor])[] =>
  names === undefined
    ? [['', value as Tensor]]
    : names.map((name) => [name, (value as Readonly<Record<string, Tensor>>)[name] as Tensor]);
