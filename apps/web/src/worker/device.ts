import { type Backend, cpu, type Selected, selectBackend, type WasmPaths, wasm, webgpu } from '@kindling/backend';
import { findGpu, type Gpu } from './gpu.ts';
import type { DeviceName, DeviceTold } from './protocol.ts';

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
  wish: 'auto' | DeviceName,
  { wasmPaths, gpu: find = findGpu }: DeviceHost = {},
): Promise<Chosen> => {
  const gpu = await find();
  const backends: Readonly<Record<DeviceName, Backend>> = {
    wasm: wasm(wasmPaths === undefined ? {} : { wasmPaths }),
    webgpu: webgpu({ software: wish === 'webgpu' }),
    cpu: cpu(),
  };
  const order = ['wasm', 'webgpu', 'cpu'] as const;
  const names = wish === 'auto' ? order : [wish, ...order.filter((name) => name !== wish)];
  const selected = await selectBackend(names.map((name) => backends[name]));
  return { told: tell(selected, wish, gpu), onLost: selected.onLost, undo: selected.undo };
};

/** What people are told of the selected one. */
export const tell = (selected: Pick<Selected, 'name' | 'device' | 'lacks' | 'passedOver'>, wish: string, gpu: Gpu) => {
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
  } satisfies DeviceTold;
};

const labelOf = (name: DeviceName, device: string): string => {
  if (name === 'cpu') return 'Plain JavaScript';
  if (name === 'webgpu') return `WebGPU, ${device}`;
  const threads = Number.parseInt(device, 10) || 1;
  return `WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
};

interface Reasons {
  readonly wish: string;
  readonly gpu: Gpu;
  /** Why those are not there that were tried before. */
  readonly absent: ReadonlyMap<string, string>;
  readonly lacks: readonly string[];
}

const spoken: Readonly<Record<string, string>> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'Plain JavaScript' };

const whyOf = (name: DeviceName, { wish, gpu, absent, lacks }: Reasons): string => {
  const sentences: string[] = [];
  const refused = wish === 'auto' ? undefined : absent.get(wish);
  if (refused !== undefined) sentences.push(`${spoken[wish]} was asked for, but is ${refused}.`);
  else if (wish === name) sentences.push('You asked for it.');
  if (name === 'wasm') {
    if (refused === undefined && wish === 'auto') sentences.push(ofGpu[gpu.kind]);
    const threads = lacks.find((lack) => lack.startsWith('one thread: '));
    if (threads !== undefined) sentences.push(oneThread(threads.slice('one thread: '.length)));
  }
  if (name === 'cpu' && wish !== 'cpu') {
    const wasm = absent.get('wasm') ?? 'not there';
    sentences.push(`About 0.3 s a step, because WebAssembly is ${wasm}.`);
  }
  if (name === 'webgpu' && gpu.kind === 'software') sentences.push('WebGPU here is software; WebAssembly is faster.');
  if (name === 'webgpu' && wish !== 'webgpu') sentences.push(`WebAssembly is ${absent.get('wasm') ?? 'not there'}.`);
  return sentences.join(' ');
};

const ofGpu: Readonly<Record<Gpu['kind'], string>> = {
  hardware: 'Learning begins at once here, while WebGPU gets ready.',
  software: 'WebGPU here is software; WebAssembly is faster.',
  none: 'This browser has no WebGPU for this machine.',
};

const oneThread = (reason: string): string =>
  reason.includes('isolated') ? '1 thread, because the page is not isolated.' : `1 thread: ${reason}.`;
