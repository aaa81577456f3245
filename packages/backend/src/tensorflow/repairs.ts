// internal: where TensorFlow itself gives wrong numbers, right ones
import { getKernel, Identity, type KernelFunc, Round, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/** TensorFlow 2.21 rounds every int32 to 0, in Python too: an integer is its own round. */
const roundIntegers =
  (round: KernelFunc, identity: KernelFunc): KernelFunc =>
  (call) =>
    (call.inputs.x as { readonly dtype: string }).dtype === 'int32' ? identity(call) : round(call);

/** Puts them in place of tfjs-node's own kernels, once these are registered. */
export const repairKernels = (backendName: string): void => {
  const [round, identity] = [getKernel(Round, backendName), getKernel(Identity, backendName)];
  if (round === undefined || identity === undefined) return;
  unregisterKernel(Round, backendName);
  registerKernel({ ...round, kernelFunc: roundIntegers(round.kernelFunc, identity.kernelFunc) });
};
