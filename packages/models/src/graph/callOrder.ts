// internal: from the tensors that a model gives back to those it reads

import { formatShape } from '@kindling/core';
import { type Input, origin, type SymbolicCall, type SymbolicTensor } from '../layer/layer.ts';

type Names = ReadonlyMap<SymbolicTensor, string>;

const foreign = (owner: string, output: string, tensor: SymbolicTensor, inputs: Names): Error => {
  const { inputName = 'input', shape } = tensor as Input;
  const known = Array.from(inputs, ([input, name]) => `"${name}" ${formatShape(input.shape)}`).join(', ');
  return new Error(
    `${owner}: the output "${output}" reads the input "${inputName}" ${formatShape(shape)}, which is not among the model's inputs: ${known}`,
  );
};

/** The calls that the outputs depend on, each behind those it reads; it does not recurse, so a chain may be long. */
const reached = (owner: string, inputs: Names, outputs: Names): readonly SymbolicCall[] => {
  const seen = new Set<SymbolicTensor | SymbolicCall>();
  const done: SymbolicCall[] = [];
  for (const [output, name] of outputs) {
    const stack: (SymbolicTensor | SymbolicCall)[] = [output];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if ('layer' in top) {
        done.push(top);
        continue;
      }
      const call = top[origin];
      if (seen.has(call ?? top)) continue;
      seen.add(call ?? top);
      if (call !== undefined) {
        stack.push(call);
        for (const tensor of call.reads.toReversed()) stack.push(tensor);
      } else if (!inputs.has(top)) {
        throw foreign(owner, name, top, inputs);
      }
    }
  }
  const idle = Array.from(inputs).find(([tensor]) => !seen.has(tensor));
  if (idle !== undefined) throw new Error(`${owner}: no output reads the input "${idle[1]}"`);
  return done;
};

/**
 * The calls between inputs and outputs in Keras's order: by the number of calls that follow, the most first, so that
 * every call comes behind those it reads.
 *
 * @param inputs with their names, for messages; so are the outputs
 */
export const trace = (owner: string, inputs: Names, outputs: Names): readonly SymbolicCall[] => {
  const calls = reached(owner, inputs, outputs);
  const behind = new Map<SymbolicCall, number>();
  for (const call of calls.toReversed()) {
    const depth = behind.get(call) ?? 0;
    behind.set(call, depth);
    for (const tensor of call.reads) {
      const before = tensor[origin];
      if (before !== undefined) behind.set(before, Math.max(behind.get(before) ?? 0, depth + 1));
    }
  }
  return calls.toSorted((a, b) => behind.get(b)! - behind.get(a)!);
};
