// internal: runs an operation of TensorFlow
import { type Attribute, setAttribute } from './attributes.ts';
import type { Address } from './functions.ts';
import { nameOf } from './names.ts';
import type { Tensorflow } from './tensorflow.ts';

/**
 * Runs an operation on the context's device, and gives its results, which the caller frees.
 *
 * @param most how many results it has at most
 * @throws TensorflowError where TensorFlow refuses it, also when memory is out
 */
export const executeOperation = (
  tensorflow: Tensorflow,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly Address<'handle'>[],
  most: number,
): readonly Address<'handle'>[] => {
  const { functions, status, context } = tensorflow;
  const operation = functions.TFE_NewOp(context.address, nameOf(name), status.address);
  status.check(name);
  try {
    for (const input of inputs) {
      functions.TFE_OpAddInput(operation, input, status.address);
      status.check(name);
    }
    for (const attribute of attributes) setAttribute(tensorflow, operation, attribute);
    const results = new BigUint64Array(most);
    const count = Int32Array.of(most);
    functions.TFE_Execute(operation, results, count, status.address);
    status.check(name);
    return Array.from(results.subarray(0, count[0]));
  } finally {
    functions.TFE_DeleteOp(operation);
  }
};
