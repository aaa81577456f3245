// internal: what a model refuses to read

import { formatShape, requireAlive, show, unknownName } from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';
import { type Form, leavesOf } from '../layer/forms.ts';
import { whileUsed } from '../layer/requireTensor.ts';
import { fits } from '../layer/shapes.ts';
import type { ModelInput } from './model.ts';

const requireInput = (owner: string, { name, shape, dtype }: ModelInput, given: unknown): Tensor => {
  const expected = `${owner}: the input "${name}" must be a ${dtype} tensor of ${formatShape(shape)}`;
  if (!(given instanceof Tensor)) throw new TypeError(`${expected}, got ${show(given)}`);
  requireAlive(owner, `the input "${name}"`, given, whileUsed);
  if (!fits(shape, given.shape)) throw new RangeError(`${expected}, got ${formatShape(given.shape)}`);
  if (given.dtype !== dtype) throw new TypeError(`${expected}, got ${given.dtype}; cast it, or declare it in input()`);
  return given;
};

/** The tensors of `x` in the order of the model's inputs, once names, shapes, dtypes and batch sizes fit. */
export const requireInputs = (
  owner: string,
  form: Form,
  inputs: readonly ModelInput[],
  x: unknown,
): readonly Tensor[] => {
  if (form === 'one') return [requireInput(owner, inputs[0]!, x)];
  const names = inputs.map(({ name }) => name);
  if (typeof x !== 'object' || x === null || x instanceof Tensor) {
    throw new TypeError(`${owner}: x must be a record of ${names.join(', ')}, got ${show(x)}`);
  }
  const known = new Set(names);
  const extra = Object.keys(x).find((name) => !known.has(name));
  if (extra !== undefined) throw unknownName(owner, 'input', extra, names);
  const tensors = leavesOf(form, x).map((given, i) => requireInput(owner, inputs[i]!, given));
  const other = tensors.findIndex(({ shape }) => shape[0] !== tensors[0]!.shape[0]);
  if (other !== -1) {
    throw new RangeError(
      `${owner}: inputs must hold as many samples each, got ${formatShape(tensors[0]!.shape)} for "${names[0]}" and ${formatShape(tensors[other]!.shape)} for "${names[other]}"`,
    );
  }
  return tensors;
};
