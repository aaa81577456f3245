import { type Selected, type SelectNamedOptions, selectBackend, torch } from '@kindling/backend';
import { unknownName } from '@kindling/core';

/** What `--device` takes. */
const devices = ['auto', 'cuda', 'torch-cpu', 'webgpu', 'wasm', 'cpu'] as const;

/** How tfjs knows what computes on CUDA. */
const onCuda: readonly string[] = ['torch', 'tensorflow'];

export interface Device {
  readonly backend: Selected;
  /** The name by which the same is had again: never `auto`. */
  readonly name: string;
}

/** Starts what a name stands for. */
export const selectDevice = async (name: string, options: SelectNamedOptions): Promise<Device> => {
  if (!devices.some((known) => known === name)) throw unknownName('device', 'device', name, devices);
  const { onWarning } = options;
  const backend =
    name === 'torch-cpu'
      ? await selectBackend([torch({ device: 'cpu' })], { onWarning })
      : await selectBackend(name, options);
  if (name !== 'auto') return { backend, name };
  return { backend, name: onCuda.includes(backend.name) ? 'cuda' : backend.name };
};
