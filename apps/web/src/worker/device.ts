import { type Backend, cpu, type Selected, selectBackend, type WasmPaths, wasm, webgpu } from '@kindling/backend';
import { worker as copy } from '../copy/worker.ts';
import { Failed } from './failed.ts';
import { findGpu, type Gpu } from './gpu.ts';
import type { DeviceName, DeviceTold, Wish } from './protocol.ts';

/** The device at work. */
export interface Chosen extends Pick<Selected, 'onLost' | 'undo'> {
  readonly told: DeviceTold;
}

export interface DeviceHost {
  readonly wasmPaths?: WasmPaths | undefined;
  gpu?(): Promise<Gpu>;
}

/**
 * The device that is wished for; without a wish WebAssembly, on which learning begins at once, also where a GPU is
 * there: that one has to show first that it is faster.
 */
export const chooseDevice = async (
  wish: Wish,
  { wasmPaths, gpu: find = findGpu }: DeviceHost = {},
): Promise<Chosen> => {
  // Asked meanwhile: what is told of it takes a browser longer than WebAssembly does.
  const finding = find();
  const backends: Readonly<Record<DeviceName, Backend>> = {
    wasm: wasm(wasmPaths === undefined ? {} : { wasmPaths }),
    webgpu: webgpu({ software: wish === 'webgpu' }),
    cpu: cpu(),
  };
  const order = ['wasm', 'webgpu', 'cpu'] as const;
  const names = wish === 'auto' ? order : [wish, ...order.filter((name) => name !== wish)];
  const selected = await selectBackend(names.map((name) => backends[name])).catch((error: unknown) => {
    throw new Failed({ kind: 'device', sentence: copy.noDevice, details: String(error), offers: [] }, error);
  });
  return { told: tell(selected, wish, await finding), onLost: selected.onLost, undo: selected.undo };
};

/** What people are told of the selected one. */
export const tell = (
  selected: Pick<Selected, 'name' | 'device' | 'lacks' | 'passedOver'>,
  wish: Wish,
  gpu: Gpu,
): DeviceTold => {
  const name = selected.name as DeviceName;
  const absent = new Map(selected.passedOver.map((passed) => [passed.name, passed.reason]));
  const choices: readonly DeviceName[] = [
    ...(gpu.kind === 'none' || absent.has('webgpu') ? [] : (['webgpu'] as const)),
    ...(absent.has('wasm') ? [] : (['wasm'] as const)),
    'cpu',
  ];
  return {
    name,
    label: labelOf(name, selected.device),
    why: whyOf(name, { wish, gpu, absent, lacks: selected.lacks }),
    choices,
    gpuToTime: gpu.kind === 'hardware' && name !== 'webgpu' && !absent.has('webgpu'),
  };
};

const labelOf = (name: DeviceName, device: string): string =>
  name === 'wasm' ? copy.labels.wasm(Number.parseInt(device, 10) || 1) : copy.labels[name](device);

interface Reasons {
  readonly wish: Wish;
  readonly gpu: Gpu;
  /** Why those are not there that were tried before. */
  readonly absent: ReadonlyMap<string, string>;
  readonly lacks: readonly string[];
}

const unknown = 'not there';
const oneThread = 'one thread: ';

const whyOf = (name: DeviceName, { wish, gpu, absent, lacks }: Reasons): string => {
  const isForced = wish === name;
  const refused = wish === 'auto' || isForced ? [] : [copy.notThere(wish, absent.get(wish) ?? unknown)];
  const asked = isForced ? [copy.asked] : [];
  const noWasm = absent.get('wasm') ?? unknown;
  const own: Readonly<Record<DeviceName, () => readonly string[]>> = {
    wasm: () => {
      const lack = lacks.find((each) => each.startsWith(oneThread))?.slice(oneThread.length);
      const threads = lack?.includes('isolated') ? copy.notIsolated : lack && copy.oneThread(lack);
      return [...(wish === 'auto' ? [copy.gpu[gpu.kind]] : []), ...(threads === undefined ? [] : [threads])];
    },
    webgpu: () => [...(gpu.kind === 'software' ? [copy.gpu.software] : []), ...(isForced ? [] : [copy.onGpu(noWasm)])],
    cpu: () => (isForced ? [] : [copy.slow(noWasm)]),
  };
  return [...refused, ...asked, ...own[name]()].join(' ');
};
