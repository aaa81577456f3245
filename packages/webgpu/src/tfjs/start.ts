// internal: starts tfjs's webgpu backend on a device of ours, in a page and in Node

import { engine, getKernel, registerBackend, removeBackend, setBackend, version_core } from '@tensorflow/tfjs-core';
import { findGpu } from '#gpu';
import type { AdapterSummary } from '../device/adapter.ts';
import { openDevice, type Wanted } from '../device/openDevice.ts';
import { summarize } from '../device/summarize.ts';
import { GpuAbsentError } from '../gpu/absent.ts';
import { type Guarded, guard, runningBackend, type WebgpuBackend } from './backend.ts';
import { loadPeer } from './peer.ts';

const name = 'webgpu';

/** As tfjs has it. */
const priority = 3;

export interface Started {
  readonly backend: WebgpuBackend;
  readonly adapter: AdapterSummary;
  readonly versions: Readonly<Record<string, string>>;
  readonly guarded: Guarded;
  /** Ends a backend that was started here and holds no tensors, or whose device is lost. */
  stop(): void;
}

/** The backend that runs, which somebody else has started, or a new one. It is the one in use then. */
export const startBackend = async (wanted: Wanted): Promise<Started> => {
  const running = runningBackend();
  const started = running === undefined ? await startAnew(wanted) : adopt(running);
  await setBackend(name);
  return started;
};

const adopt = (backend: WebgpuBackend): Started => {
  const guarded = guard(backend, () => undefined);
  return {
    backend,
    adapter: summarize(backend.device.adapterInfo ?? {}),
    versions: {},
    guarded,
    stop: () => {
      guarded.release();
    },
  };
};

const startAnew = async (wanted: Wanted): Promise<Started> => {
  const first = await open(wanted);
  const stock = engine().registryFactory[name];
  if (stock !== undefined) removeBackend(name);
  let next: WebgpuBackend | undefined = first.backend;
  registerBackend(
    name,
    () => {
      const ready = next;
      next = undefined;
      return ready ?? open(wanted).then(({ backend }) => backend);
    },
    priority,
  );
  const { backend, guarded } = first;
  return {
    ...first,
    stop: () => {
      if (runningBackend() !== backend) return;
      if (guarded.error() === undefined && backend.numDataIds() > 0) return;
      removeBackend(name);
      if (stock !== undefined) registerBackend(name, stock.factory, stock.priority);
    },
  };
};

type Opened = Omit<Started, 'stop'>;

/** A backend on a device of its own, which ends with it. */
const open = async (wanted: Wanted): Promise<Opened> => {
  const { WebGPUBackend } = await loadPeer();
  requireOneCore();
  const found = await findGpu();
  const { device, info, adapter } = await openDevice(found, wanted);
  const undoGlobals = found.provideGlobals();
  const backend = new WebGPUBackend(device, info) as unknown as WebgpuBackend;
  const guarded = guard(backend, () => {
    device.destroy();
    undoGlobals();
  });
  return { backend, adapter, versions: found.versions, guarded };
};

const requireOneCore = (): void => {
  if (getKernel('Identity', name) !== undefined) return;
  throw new GpuAbsentError(
    'not there, because tfjs-backend-webgpu is on another copy of tfjs-core than @kindling/webgpu',
    `have one, in version ${version_core}`,
  );
};
