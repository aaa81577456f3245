// internal: kernels as tfjs's registry has them
import { getKernelsForBackend, type KernelConfig, type NamedTensorInfoMap } from '@tensorflow/tfjs-core';
import type { OnHost, TorchKernel } from '../kernel.ts';
import type { TorchBackend } from './backend.ts';

export const backendName = 'torch';

type Run = KernelConfig['kernelFunc'];

/** Not by `for in`: some kernels get lists, and for these V8 gives up what it compiled, again and again. */
const hasStrings = (inputs: NamedTensorInfoMap): boolean =>
  Object.values(inputs).some((input) => input?.dtype === 'string');

/** For tfjs's registry. What a kernel makes and does not put out is freed when it ends. */
const configOf = ({ name, compute }: TorchKernel, onHost: OnHost): KernelConfig => {
  const run: Run = (call) => {
    const { torch } = call.backend as TorchBackend;
    const { inputs, attrs } = call;
    const results = hasStrings(inputs)
      ? undefined
      : torch.store.attempt(() => torch.scope(() => compute(inputs, attrs ?? {}, torch)));
    return results ?? onHost(name, call);
  };
  return { kernelName: name, backendName, kernelFunc: run };
};

/** Ours, and the host's under every other name that it has. */
export const configsOf = (kernels: readonly TorchKernel[], onHost: OnHost): KernelConfig[] => {
  const own = new Set(kernels.map(({ name }) => name));
  const others = getKernelsForBackend('cpu').filter(({ kernelName }) => !own.has(kernelName));
  return [
    ...kernels.map((each) => configOf(each, onHost)),
    ...others.map(
      ({ kernelName }): KernelConfig => ({ kernelName, backendName, kernelFunc: (call) => onHost(kernelName, call) }),
    ),
  ];
};
