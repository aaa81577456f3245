// internal: what a kernel is
import type { KernelConfig, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Torch } from './torch.ts';

/** The result, or several; undefined where it must be computed on the host. */
export type Computed = TensorInfo | TensorInfo[] | undefined;

/** A kernel for tfjs's registry, by the name that it has there. */
export interface TorchKernel {
  readonly name: string;
  readonly compute: (inputs: NamedTensorInfoMap, attributes: NamedAttrMap, torch: Torch) => Computed;
}

/** Inputs by their names; one with `?` may be absent. */
export type Inputs<Name extends string> = {
  readonly [N in Name as N extends `${string}?` ? never : N]: TensorInfo;
} & {
  readonly [N in Name as N extends `${infer Base}?` ? Base : never]?: TensorInfo | undefined;
};

/**
 * A kernel by its name and formula. `torch.input` gives the handle of a tensor of tfjs, `torch.output` makes one of a
 * handle; what is made in between is freed when the formula ends.
 *
 * Inputs and attributes are those that tfjs gives this kernel; its operations have checked them.
 */
export const kernel = <Name extends string = never, Attributes = unknown>(
  name: string,
  compute: (inputs: Inputs<Name>, attributes: Attributes, torch: Torch) => Computed,
): TorchKernel => ({ name, compute: compute as TorchKernel['compute'] });

/** A kernel of a list of tensors, of which there is at least one. */
export const listKernel = <Attributes = unknown>(
  name: string,
  compute: (inputs: readonly [TensorInfo, ...TensorInfo[]], attributes: Attributes, torch: Torch) => Computed,
): TorchKernel => ({ name, compute: compute as unknown as TorchKernel['compute'] });

/** Computes in the kernel's place where it can't: on the host. */
export type OnHost = (name: string, call: Parameters<KernelConfig['kernelFunc']>[0]) => TensorInfo | TensorInfo[];
