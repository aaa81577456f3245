// internal: what a kernel of ours is to tfjs
import type { Attributes } from '@kindling/core';
import {
  getKernel,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { type Gpu, gpuOf } from './gpu.ts';

export type Inputs = Readonly<Record<string, TensorInfo>>;

/** What a kernel of ours has at hand. */
export interface Device extends Gpu {
  /** tfjs's own kernel of the same name. */
  stock(inputs: Inputs, attributes: Attributes): TensorInfo;
  /** Another kernel of the backend, whosever it is. */
  call(kernel: string, inputs: Inputs, attributes: Attributes): TensorInfo;
}

/** A kernel for tfjs's registry, by the name that it has there. */
export interface Replacement {
  readonly name: string;
  /** The result, or several; undefined where tfjs's own is right. */
  compute(inputs: Inputs, attributes: Attributes, device: Device): TensorInfo | TensorInfo[] | undefined;
}

const backendName = 'webgpu';

/** For tfjs's registry, over the kernel of this name that is in it now. */
export const configOf = ({ name, compute }: Replacement): Omit<KernelConfig, 'backendName'> => {
  const stock = getKernel(name, backendName);
  return {
    ...stock,
    kernelName: name,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const run = (kernel: KernelConfig | undefined, given: Inputs, attributes: Attributes): TensorInfo => {
        if (kernel === undefined) throw new Error(`${name}: the webgpu backend has no such kernel`);
        return kernel.kernelFunc({
          inputs: given as NamedTensorInfoMap,
          attrs: attributes as NamedAttrMap,
          backend,
        }) as TensorInfo;
      };
      const device: Device = {
        ...gpuOf(backend),
        stock: (given, attributes) => run(stock, given, attributes),
        call: (kernel, given, attributes) => run(getKernel(kernel, backendName), given, attributes),
      };
      const [given, attributes] = [inputs as Inputs, (attrs ?? {}) as Attributes];
      return compute(given, attributes, device) ?? device.stock(given, attributes);
    },
  };
};
