import type { DeviceName } from '../worker/protocol.ts';

export const deviceNames: Readonly<Record<DeviceName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'Plain JavaScript',
};
