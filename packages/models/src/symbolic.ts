import type { DataType } from '@tensorflow/tfjs-core';
import type { origin, SymbolicCall } from './call.ts';
import type { FormOf, Shape } from './types.ts';

/** A tensor that is only known by its shape: what layers are called on to draw a graph. */
export interface SymbolicTensor {
  readonly [origin]: SymbolicCall | undefined;
  /** With a leading `null` for the batch. */
  readonly shape: Shape;
  readonly dtype: DataType;
}

/** The symbolic tensors in the form of a layer's input or output. */
export type SymbolsOf<X> = FormOf<X, SymbolicTensor>;
