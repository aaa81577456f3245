import type { Random } from '@kindling/core';
import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import type { CommonOptions, Layer, SymbolicTensor } from '../layer/layer.ts';
import type { FormOf, LogitsOf, Shape, Tree, Weights } from '../layer/types.ts';

/** What a model reads: by which name, and in which shape, with a leading `null` for the batch. */
export interface ModelInput {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DataType;
}

/**
 * A layer in its place in a model, under the name that it has there: ready for another model, in `sequential` or called
 * on what its like reads. Its type is that of a layer which gives one tensor; a model inside that gives several by name
 * says so when it is called.
 */
export interface NamedLayer extends Layer {
  readonly name: string;
  (x: readonly SymbolicTensor[] | Readonly<Record<string, SymbolicTensor>>): SymbolicTensor;
  (x: SymbolicTensor): SymbolicTensor;
  with(common: CommonOptions): NamedLayer;
}

/** What a model gives in a step. */
export interface Applied<Y> {
  readonly y: Y;
  /** The whole next state. What stays the same is the tensor that was given. */
  readonly state: Tree;
  /** Where an output is a softmax over the last axis or a sigmoid. */
  readonly logits?: LogitsOf<Y> | undefined;
}

/**
 * A graph of layers, as data and pure functions: it holds no weights. A model is a layer too: called on symbolic
 * tensors, or listed in `sequential`, it stands in a larger model, where its weights get its name as a prefix.
 *
 * @typeParam X what it reads: one tensor, or a record by input name
 * @typeParam Y what it gives: one tensor, or a record by output name
 */
export interface Model<X = Tensor, Y = Tensor> extends Layer<X, Y> {
  /** With a leading `null` for the batch. */
  readonly inputShape: FormOf<X, Shape>;
  /** With a leading `null` for the batch. */
  readonly outputShape: FormOf<Y, Shape>;
  readonly inputs: readonly ModelInput[];
  /** The keys of the input record; undefined where the input is one tensor. */
  readonly inputNames: readonly string[] | undefined;
  /** The keys of the output record; undefined where the output is one tensor. */
  readonly outputNames: readonly string[] | undefined;
  /** In topological order, a shared layer once. */
  readonly layers: readonly NamedLayer[];
  /** The shapes of all weights, by name. */
  readonly weightShapes: {
    readonly params: Readonly<Record<string, readonly number[]>>;
    readonly state: Readonly<Record<string, readonly number[]>>;
  };
  /** The names of the parameters that an optimizer may change. */
  readonly trainable: readonly string[];
  with(common: CommonOptions): Model<X, Y>;
  /** The layer of that name. */
  getLayer(name: string): NamedLayer;
  /** The numbers in parameters and state of all layers, frozen or not. */
  countParameters(): number;
  /** A table of the layers, their output shapes and parameters, as Keras prints it. */
  summary(): string;
  /** Fresh weights, the caller's to dispose of; the same for the same seed. Without a seed one is drawn. */
  init(options?: { seed?: number | undefined }): Weights;
  /**
   * The output for `x` in inference: dropout is off and no statistics move. The output is the caller's to dispose of.
   *
   * @throws Error for an `x` or weights that do not fit, with the expected and the given shape
   */
  apply(weights: Weights, x: X): Y;
  /**
   * The output for `x` in a step, with the next state and the logits. It changes nothing, and the same `random` gives
   * the same masks.
   *
   * @throws Error for an `x` or weights that do not fit, and where a layer draws and no `random` was given
   */
  apply(weights: Weights, x: X, step: { readonly training: boolean; readonly random?: Random | undefined }): Applied<Y>;
  /** The sum of the regularizers over the trainable parameters, a scalar; undefined where there is none. */
  penalty(params: Tree): Tensor | undefined;
}
