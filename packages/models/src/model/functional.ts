import { show } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { isInput, isSymbolic } from '../graph/draw.ts';
import { layOut } from '../graph/layOut.ts';
import { type Form, formOf, leavesOf } from '../layer/forms.ts';
import type { CommonOptions, Input, SymbolicTensor } from '../layer/layer.ts';
import { commonOf, requireName, requireOptions } from '../layer/options.ts';
import { modelConfig } from '../spec/toSpec.ts';
import { assemble } from './assemble.ts';
import type { Model } from './model.ts';

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
 * @see https://keras.io/guides/functional_api/
 * @param graph.inputs what input() gives, or a record of such: `apply` reads a record of the same names
 * @param graph.outputs what layers give when they are called, or a record of such
 * @throws Error where an output reads something that is not among the inputs, or an input is not read
 * @example
 * ```ts
 * import { concatenate, dense, input, model } from '@kindling/models';
 *
 * const left = input({ shape: [6] });
 * const right = input({ shape: [6] });
 * const shared = dense({ units: 8 });
 * const outputs = dense({ units: 1 })(concatenate()([shared(left), shared(right)]));
 * const pair = model({ inputs: { left, right }, outputs });
 * ```
 */
export const model = <
  const I extends Input | Readonly<Record<string, Input>>,
  const O extends SymbolicTensor | Readonly<Record<string, SymbolicTensor>>,
>(
  graph: { inputs: I; outputs: O } & CommonOptions,
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
