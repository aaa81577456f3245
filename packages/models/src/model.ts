import { type Random, show } from '@kindling/core';
import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import { assemble } from './assemble.ts';
import { isInput, isSymbolic } from './call.ts';
import { type Form, formOf, leavesOf } from './forms.ts';
import { layOut } from './graph.ts';
import type { Input } from './input.ts';
import { modelConfig } from './json.ts';
import type { AnyLayer, Common, Layer } from './layer.ts';
import { commonOf, requireName, requireOptions } from './options.ts';
import type { SymbolicTensor } from './symbolic.ts';
import type { FormOf, LogitsOf, Shape, Tree, Weights } from './types.ts';

/** What a model reads: by which name, and in which shape, with a leading `null` for the batch. */
export interface ModelInput {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DataType;
}

/** A layer in its place in a model, under the name that it has there. */
export type NamedLayer = AnyLayer & { readonly name: string };

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
  with(common: Common): Model<X, Y>;
  /** The layer of that name. */
  getLayer(name: string): Layer & NamedLayer;
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

/** Tensors in the form of symbolic ones. */
export type TensorsOf<T> = T extends SymbolicTensor ? Tensor : { readonly [K in keyof T]: Tensor };

const requireForm = (noun: string, value: unknown, isLeaf: (value: unknown) => boolean, remedy: string): Form => {
  const form = formOf(value, isLeaf);
  if (form === undefined || form === 'list' || form.length === 0) {
    throw new TypeError(`model: ${noun} must be ${remedy}, or a record of them by name, got ${show(value)}`);
  }
  if (form !== 'one') for (const key of form) requireName('model', key, `a key of ${noun}`);
  return form;
};

/**
 * A model of layers called on each other, with one or several inputs and outputs. A layer that is called twice shares
 * its weights between the calls.
 *
 * https://keras.io/guides/functional_api/
 *
 * @param graph.inputs what input() gives, or a record of such: `apply` reads a record of the same names
 * @param graph.outputs what layers give when they are called, or a record of such
 * @throws Error where an output reads something that is not among the inputs, or an input is not read
 * @example
 * const left = input({ shape: [6] });
 * const right = input({ shape: [6] });
 * const shared = dense({ units: 8 });
 * const outputs = dense({ units: 1 })(concatenate()([shared(left), shared(right)]));
 * const pair = model({ inputs: { left, right }, outputs });
 */
export const model = <
  const I extends Input | Readonly<Record<string, Input>>,
  const O extends SymbolicTensor | Readonly<Record<string, SymbolicTensor>>,
>(
  graph: { inputs: I; outputs: O } & Common,
): Model<TensorsOf<I>, TensorsOf<O>> => {
  requireOptions('model', graph, ['inputs', 'outputs', 'name', 'trainable']);
  const { inputs, outputs, ...common } = graph;
  const inputForm = requireForm('inputs', inputs, isInput, 'what input() gives');
  const outputForm = requireForm('outputs', outputs, isSymbolic, 'what a layer gives when it is called');
  const leaves = leavesOf<Input>(inputForm, inputs);
  const named = new Map<SymbolicTensor, string>(
    leaves.map((leaf, i) => [leaf, typeof inputForm === 'object' ? inputForm[i]! : (leaf.inputName ?? 'input')]),
  );
  if (named.size < leaves.length) throw new Error('model: an input stands twice among the inputs');
  const { name, trainable } = commonOf('model', common);
  const drawing = { inputForm, inputs: named, outputForm, outputs: leavesOf<SymbolicTensor>(outputForm, outputs) };
  const laid = layOut(name ?? 'model', drawing);
  return assemble('model', laid, { config: { inputs, outputs }, spec: () => modelConfig(laid) }, { name, trainable });
};
