// internal: puts kernels of ours into tfjs's registry, over its own
import { type Attributes, registerKernels } from '@kindling/core';
import { getKernel, getKernelsForBackend, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Allocation } from './allocation.ts';
import type { Device, Inputs, Replacement } from './replacement.ts';
import { requireTaken } from './requireTaken.ts';

const backendName = 'wasm';

/** How kernels are run. */
type Runs = Pick<Allocation, 'run' | 'runStock'>;
type Config = Omit<KernelConfig, 'backendName'>;

/**
 * Registers the replacements, and has tfjs's other kernels run as these. Gives the undo, which brings tfjs's own
 * kernels back.
 */
export const register = (replacements: readonly Replacement[], device: Device, runs: Runs): (() => void) => {
  const ours = new Set(replacements.map(({ name }) => name));
  const others = getKernelsForBackend(backendName).filter(({ kernelName }) => !ours.has(kernelName));
  return registerKernels(backendName, [
    ...others.map((stock) => guarded(stock, runs)),
    ...replacements.map((replacement) => configOf(replacement, device, runs)),
  ]);
};

const guarded = (stock: KernelConfig, { runStock }: Runs): Config => ({
  ...stock,
  kernelFunc: (params) => {
    requireTaken(stock.kernelName, params.inputs);
    return runStock(stock.kernelName, stock.kernelFunc, params);
  },
});

/** Over the kernel of this name that is in tfjs's registry now. */
const configOf = ({ name, compute }: Replacement, device: Device, { run, runStock }: Runs): Config => {
  const stock = getKernel(name, backendName);
  const kernelFunc: KernelConfig['kernelFunc'] = (params) => {
    const inputs = params.inputs as Inputs;
    const result = compute(inputs, params.attrs as Attributes, device);
    if (result !== undefined) return result;
    if (stock === undefined) throw new Error(`${name}: ${refusal(inputs)}`);
    requireTaken(name, inputs);
    return runStock(name, stock.kernelFunc, params);
  };
  return { ...stock, kernelName: name, kernelFunc: (params) => run(name, kernelFunc, params) };
};

const refusal = (inputs: Inputs): string => {
  const given = Object.entries(inputs).map(
    ([key, each]: [string, TensorInfo]) => `${key} ${each.dtype} [${each.shape}]`,
  );
  return `the wasm backend has no kernel for ${given.join(', ')}`;
};
