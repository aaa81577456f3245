// internal: puts kernels of ours into tfjs's registry, over its own
import { getKernel, type KernelConfig, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';
import type { Attributes, Device, Inputs, Replacement } from './replacement.ts';

const backendName = 'wasm';

/** Registers the replacements, and gives the undo, which brings tfjs's own kernels back. */
export const register = (replacements: readonly Replacement[], device: Device): (() => void) => {
  const undos = replacements.map((replacement) => registerOne(replacement, device));
  return () => {
    for (const undo of undos.splice(0)) undo();
  };
};

const registerOne = ({ name, compute }: Replacement, device: Device): (() => void) => {
  const stock = getKernel(name, backendName);
  if (stock !== undefined) unregisterKernel(name, backendName);
  const config: KernelConfig = {
    ...stock,
    kernelName: name,
    backendName,
    kernelFunc: (params) => {
      const inputs = params.inputs as Inputs;
      const result = compute(inputs, params.attrs as Attributes, device) ?? stock?.kernelFunc(params);
      if (result === undefined) throw new Error(`${name}: ${refusal(inputs)}`);
      return result;
    },
  };
  registerKernel(config);
  return () => {
    if (getKernel(name, backendName) !== config) return;
    unregisterKernel(name, backendName);
    if (stock !== undefined) registerKernel(stock);
  };
};

const refusal = (inputs: Inputs): string => {
  const given = Object.entries(inputs).map(
    ([key, each]: [string, TensorInfo]) => `${key} ${each.dtype} [${each.shape}]`,
  );
  return `the wasm backend has no kernel for ${given.join(', ')}`;
};
