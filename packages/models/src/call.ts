// internal: how a graph is drawn

import type { AnyLayer, Slots } from './layer.ts';
import type { SymbolicTensor } from './symbolic.ts';

/** Where a symbolic tensor keeps the call that gives it. */
export const origin: unique symbol = Symbol('origin');

/** The call that gives a symbolic tensor, and which of its outputs that is; none for an input. */
export interface Origin {
  readonly call: SymbolicCall | undefined;
  readonly index: number;
}

/** One layer called on symbolic tensors. */
export interface SymbolicCall {
  readonly layer: AnyLayer;
  readonly reads: readonly SymbolicTensor[];
  readonly gives: readonly SymbolicTensor[];
  readonly params: Slots;
  readonly state: Slots;
}
