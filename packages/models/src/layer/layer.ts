import type { Random } from '@kindling/core';
import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../spec/spec.ts';
import type { Form } from './forms.ts';
import type { Place, Slots } from './slots.ts';

import type { FormOf, LogitsOf, Shape, Tree } from './types.ts';

/** What a call finds in its slots. */
export type SlotTensors<S> = { readonly [K in keyof S]: undefined extends S[K] ? Tensor | undefined : Tensor };

/** In which step a call stands. */
export interface LayerStep {
  readonly training: boolean;
  /** A key of the call's own: drawing from it twice in one step gives different numbers, the same step repeats them. */
  readonly random: Random;
}

/** What a layer computes with. */
export interface LayerCall<P, S, X> extends LayerStep {
  readonly params: SlotTensors<P>;
  readonly state: SlotTensors<S>;
  readonly x: X;
  /** Whether the layer, or a model around it, was made with `trainable: false`. */
  readonly frozen: boolean;
}

/** What every layer and model takes beside its own options. */
export interface CommonOptions {
  /**
   * Unique in a model, without "/" and control characters. Default: made by kind and order in the model: `dense`,
   * `dense_1`.
   */
  name?: string | undefined;
  /** `false` freezes the parameters, and batch normalization's statistics. Default: true. */
  trainable?: boolean | undefined;
}

/** A layer, or a model used as one, whatever the form of its input and output. */
export interface AnyLayer {
  readonly kind: string;
  readonly config: object;
  /** The name it was given; a model names the others. */
  readonly name: string | undefined;
  /** Whether it was made with `trainable: false`. */
  readonly frozen: boolean;
  /** The same layer with another name, or frozen: a new object, so its weights are not shared with this one. */
  with(common: CommonOptions): AnyLayer;
  params(shape: unknown): Slots;
  state(shape: unknown): Slots;
  output(shape: unknown): unknown;
  call(io: LayerCall<Slots, Slots, unknown>): { readonly y: unknown; readonly state: Tree; readonly logits?: unknown };
  toJSON(): LayerSpec;
}

/**
 * A configured layer: data (`kind`, `config`), pure functions of that data, and itself a function that draws it into a
 * graph. Shapes are per sample, without the batch axis.
 *
 * @typeParam X what it reads: one tensor, a list, or a record by name
 * @typeParam Y what it gives: one tensor, or a record by name
 */
export interface Layer<X = Tensor, Y = Tensor> extends AnyLayer {
  (x: SymbolsOf<X>): SymbolsOf<Y>;
  with(common: CommonOptions): Layer<X, Y>;
  params(shape: FormOf<X, Shape>): Slots;
  state(shape: FormOf<X, Shape>): Slots;
  output(shape: FormOf<X, Shape>): FormOf<Y, Shape>;
  call(io: LayerCall<Slots, Slots, X>): {
    readonly y: Y;
    readonly state: Tree;
    readonly logits?: LogitsOf<Y> | undefined;
  };
}

/** Where a symbolic tensor keeps the call that gives it; an input has none. */
export const origin: unique symbol = Symbol('origin');

/** One layer called on symbolic tensors. */
export interface SymbolicCall {
  readonly layer: AnyLayer;
  readonly readForm: Form;
  readonly reads: readonly SymbolicTensor[];
  readonly giveForm: Form;
  readonly gives: readonly SymbolicTensor[];
  readonly params: readonly Place[];
  readonly state: readonly Place[];
}

/** A tensor that is only known by its shape: what layers are called on to draw a graph. */
export interface SymbolicTensor {
  readonly [origin]: SymbolicCall | undefined;
  /** With a leading `null` for the batch. */
  readonly shape: Shape;
  readonly dtype: DataType;
}

/** The symbolic tensors in the form of a layer's input or output. */
export type SymbolsOf<X> = FormOf<X, SymbolicTensor>;

/** Where data enters a model. */
export interface Input extends SymbolicTensor {
  readonly inputName: string | undefined;
}
