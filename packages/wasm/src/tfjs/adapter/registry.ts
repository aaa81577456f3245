// internal: puts kernels of ours into tfjs's registry, over its own
import { type Attributes, registerKernels } from '@kindling/core';
import { getKernel, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Device, Inputs, Replacement } from './replacement.ts';

const backendName = 'wasm';

/** Registers the replacements, and gives the undo, which brings tfjs's own kernels back. */
export const register = (replacements: readonly Replacement[], device: Device): (() => void) =>
  registerKernels(
    backendName,
    replacements.map((replacement) => configOf(replacement, device)),
  );

/** Over the kernel of this name that is in tfjs's registry now. */
const configOf = ({ name, compute }: Replacement, device: Device): Omit<KernelConfig, 'backendName'> => {
  const stock = getKernel(name, backendName);
  return {
    ...stock,
    kernelName: name,
    kernelFunc: (params) => {
      const inputs = params.inputs as Inputs;
      const result = compute(inputs, params.attrs as Attributes, device) ?? stock?.kernelFunc(params);
      if (result === undefined) throw new Error(`${name}: ${refusal(inputs)}`);
      return result;
    },
  };
};

const refusal = (inputs: Inputs): string => {
  const given = Object.entries(inputs).map(
    ([key, each]: [string, TensorInfo]) => `${key} ${each.dtype} [${each.shape}]`,
  );
  return `the wasm backend has no kernel for ${given.join(', ')}`;
};
