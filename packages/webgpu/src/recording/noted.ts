// internal: what tfjs would send to the device for one program
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What tfjs gives and asks of its backend when it sends a program. */
export interface Sending {
  recordAndSubmit(program: object, output: TensorInfo, inputs: readonly TensorInfo[], uniforms: unknown): void;
  makeUniforms(uniforms: unknown): unknown;
}

export interface Noted {
  /** In the order of the bindings: the output first. */
  readonly tensors: readonly TensorInfo[];
  readonly uniforms: Uint8Array;
  readonly groups: readonly [number, number, number];
}

/** Has tfjs send it to a device that only listens: so tensors and numbers are laid out as tfjs does it. */
export const noted = (
  { recordAndSubmit, makeUniforms }: Sending,
  program: object,
  output: TensorInfo,
  inputs: readonly TensorInfo[],
  uniforms: unknown,
): Noted => {
  const tensors: TensorInfo[] = [];
  let numbers = new Uint8Array();
  let groups: Noted['groups'] = [0, 0, 0];
  const listening = {
    activeTimers: null,
    commandQueueOwnedIds: { add: () => undefined },
    uniformPendingDisposal: [],
    // More than any is no number: no batch of commands is ever full.
    dispatchCountInPass: Number.NaN,
    bufferManager: { acquireBuffer: () => null },
    queue: {
      writeBuffer: (_to: null, _at: number, data: ArrayBuffer) => {
        numbers = new Uint8Array(data.slice(0));
      },
    },
    device: { createBindGroup: () => null },
    computePassEncoder: {
      setPipeline: () => undefined,
      setBindGroup: () => undefined,
      dispatchWorkgroups: (x: number, y = 1, z = 1) => {
        groups = [x, y, z];
      },
    },
    ensureCommandEncoderReady: () => undefined,
    tensorToBinding: (tensor: TensorInfo) => void tensors.push(tensor),
    makeUniforms,
  };
  const layout = { getBindGroupLayout: () => null };
  recordAndSubmit.call(listening as never, { ...program, pipeline: layout }, output, inputs, uniforms);
  return { tensors, uniforms: numbers, groups };
};
