// internal: WebGPU in Node, from the optional peer `webgpu` (Dawn)
import { packageVersion } from '@kindling/core';
import { GpuAbsentError } from './absent.ts';
import { missingGlobals } from './globals.ts';
import type { FoundGpu } from './gpu.ts';
import { vulkanLoader, whyNoAdapter } from './vulkan.ts';

/** Dawn's entry: it must be held for as long as a device of it lives. */
let dawn: GPU | undefined;

/** @throws GpuAbsentError where the package is not installed or not loaded */
export const findGpu = async (): Promise<FoundGpu> => {
  const { create, globals } = await loadDawn();
  dawn ??= create([]);
  const gpu = dawn;
  return {
    gpu,
    versions: { webgpu: (await packageVersion('webgpu', import.meta.url)) ?? 'unknown' },
    provideGlobals: () => missingGlobals(globals, gpu),
    whyNoAdapter: () => whyNoAdapter(process.platform, vulkanLoader),
  };
};

const loadDawn = async (): Promise<typeof import('webgpu')> => {
  try {
    return await import('webgpu');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new GpuAbsentError(
      code === 'ERR_MODULE_NOT_FOUND'
        ? 'not there, because Node has no WebGPU of its own and the npm package webgpu (Dawn) is not installed'
        : `not there, because the npm package webgpu (Dawn) can't be loaded: ${cause}`,
      'npm install webgpu',
      { cause },
    );
  }
};
