// internal: starts tfjs's webgpu backend on a device of ours, in a page and in Node

import { backendStarting } from '@kindling/core';
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

/** The backend that runs, whoever has started it, if its device is there; else a new one. It is the one in use then. */
export const startBackend = async (wanted: Wanted): Promise<Started> => {
  await backendStarting();
  const running = runningBackend();
  if (running !== undefined) {
    const started = running === own?.backend ? own : adopt(running);
    await setBackend(name);
    if (started.guarded.error() === undefined) return started;
    started.stop();
  }
  own = await startAnew(wanted);
  await setBackend(name);
  return own;
};

/** What was started here last: it may go on after its installation, for tensors. */
let own: Started | undefined;

const adopt = (backend: WebgpuBackend): Started => {
  const adapter = summarize(backend.device.adapterInfo ?? {});
  const guarded = guard(backend, adapter, () => undefined);
  return {
    backend,
    adapter,
    versions: {},
    guarded,
    stop: () => {
      guarded.release();
      const registration = engine().registryFactory[name];
      if (guarded.error() === undefined || runningBackend() !== backend || registration === undefined) return;
      removeBackend(name);
      registerBackend(name, registration.factory, registration.priority);
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
  const guarded = guard(backend, adapter, () => {
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
