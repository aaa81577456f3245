import type { Tensor } from '@tensorflow/tfjs-core';
import type { Initializer, InitializerName } from './initializers/initializer.ts';
import type { Random } from './random.ts';
import type { Regularizer } from './regularizers/regularizer.ts';
import type { LayerSpec } from './spec.ts';
import type { SymbolsOf } from './symbolic.ts';
import type { FormOf, Logits, LogitsOf, Shape, Tree } from './types.ts';

/** A place for one tensor of a layer's weights. */
export interface Slot {
  /** Every length must be known when the layer meets its input. */
  readonly shape: Shape;
  readonly init: InitializerName | Initializer;
  readonly regularizer?: Regularizer | undefined;
  /** `false` for a parameter that no optimizer may change. */
  readonly trainable?: boolean | undefined;
}

/** A layer's places by name; `undefined` for one that its configuration leaves out. */
export type Slots = Readonly<Record<string, Slot | undefined>>;

/** What a call finds in its slots. */
export type Tensors<S> = { readonly [K in keyof S]: undefined extends S[K] ? Tensor | undefined : Tensor };

/** In which step a call stands. */
export interface Step {
  readonly training: boolean;
  /** A key of the call's own: drawing from it twice in one step gives different numbers, the same step repeats them. */
  readonly random: Random;
}

/** What a definition's `call` reads. */
export interface Call<P, S, X> extends Step {
  readonly params: Tensors<P>;
  readonly state: Tensors<S>;
  /** float32. */
  readonly x: X;
  /** Whether the layer, or a model around it, was made with `trainable: false`. */
  readonly frozen: boolean;
}

/** What a definition's `call` gives: the output; with state, the next state too; and the logits under a softmax or sigmoid. */
export type Result<S> = [keyof S] extends [never]
  ? Tensor | { readonly y: Tensor; readonly logits?: Logits | undefined }
  : { readonly y: Tensor; readonly state: Tensors<S>; readonly logits?: Logits | undefined };

/** A layer's configuration with its defaults filled in. */
export type Resolved<C, D> = Readonly<Omit<C, keyof D> & Required<Pick<C, keyof D & keyof C>>>;

/**
 * A kind of layer: data and pure functions of that data. Shapes are per sample, without the batch axis. Types are
 * inferred from top to bottom, so the members keep this order.
 */
export interface Definition<C extends object, X, D extends Partial<C>, P extends Slots, S extends Slots> {
  /** The name by which `fromJSON` finds the layer, and from which its own name is made. */
  readonly kind: string;
  /** The names of all options; with it, others are refused. */
  readonly options?: readonly (keyof C & string)[];
  readonly defaults?: D;
  /** Refuses a configuration, with owner, rule and value. */
  check?(config: Resolved<C, D>): void;
  /** The parameters for an input shape; none by default. */
  params?(config: Resolved<C, D>, shape: FormOf<X, Shape>): P;
  /** What the layer carries from step to step beside its parameters; nothing by default. */
  state?(config: Resolved<C, D>, shape: FormOf<X, Shape>): S;
  /** The output's shape; by default that of the input. */
  output?(config: Resolved<C, D>, shape: FormOf<X, Shape>): Shape;
  /** The output: a pure function of all that it is given. */
  call(config: Resolved<C, D>, io: Call<P, S, X>): Result<S>;
}

/** What every layer and model takes beside its own options. */
export interface Common {
  /** Unique in a model, without "/". By default the model names its layers by kind and order: `dense`, `dense_1`. */
  name?: string | undefined;
  /** `false` freezes the parameters, and batch normalization's statistics. Default: `true`. */
  trainable?: boolean | undefined;
}

/** A layer's options as they are written: those with defaults may be left out. */
export type Given<C, D> = Omit<C, keyof D> & { [K in keyof D & keyof C]?: C[K] | undefined } & Common;

/** What a layer, or a model used as one, is to a graph, whatever the form of its input and output. */
export interface AnyLayer {
  readonly kind: string;
  readonly config: object;
  /** The name it was given; a model names the others. */
  readonly name: string | undefined;
  /** Whether it was made with `trainable: false`. */
  readonly frozen: boolean;
  /** The same layer with another name, or frozen: a new object, so its weights are not shared with this one. */
  with(common: Common): AnyLayer;
  params(shape: unknown): Slots;
  state(shape: unknown): Slots;
  output(shape: unknown): unknown;
  call(io: Call<Slots, Slots, unknown>): { readonly y: unknown; readonly state: Tree; readonly logits?: unknown };
  toJSON(): LayerSpec;
}

/** A configured layer: data, pure functions of that data, and itself a function that draws it into a graph. */
export interface Layer<X = Tensor, Y = Tensor> extends AnyLayer {
  (x: SymbolsOf<X>): SymbolsOf<Y>;
  with(common: Common): Layer<X, Y>;
  params(shape: FormOf<X, Shape>): Slots;
  state(shape: FormOf<X, Shape>): Slots;
  output(shape: FormOf<X, Shape>): FormOf<Y, Shape>;
  call(io: Call<Slots, Slots, X>): {
    readonly y: Y;
    readonly state: Tree;
    readonly logits?: LogitsOf<Y> | undefined;
  };
}

/** Makes layers of one kind; without an argument where no option is required. */
export type Factory<C, D, X = Tensor> = { readonly kind: string } & ({} extends Given<C, D>
  ? (config?: Given<C, D>) => Layer<X>
  : (config: Given<C, D>) => Layer<X>);
