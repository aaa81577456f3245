// internal: WebGPU of a page or a worker
import { GpuAbsentError } from './absent.ts';
import type { FoundGpu } from './gpu.ts';

/** @throws GpuAbsentError where there is none */
export const findGpu = async (): Promise<FoundGpu> => {
  const gpu = globalThis.navigator?.gpu as GPU | undefined;
  if (gpu === undefined) {
    throw new GpuAbsentError(
      'not there, because the browser has no WebGPU, or the page is not served over https or localhost',
    );
  }
  return {
    gpu,
    versions: {},
    provideGlobals: () => () => undefined,
    whyNoAdapter: () => ({
      reason: 'not there, because the browser gives no GPU to this page: it has none, blocks it, or has WebGPU off',
      remedy: "the browser's page about its GPU says which (chrome://gpu, about:support)",
    }),
  };
};
