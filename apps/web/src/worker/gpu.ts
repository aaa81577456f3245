/** What WebGPU is here. */
export interface Gpu {
  readonly kind: 'hardware' | 'software' | 'none';
}

interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

interface GpuHost {
  readonly gpu?: { requestAdapter(): Promise<{ readonly info: AdapterInfo } | null> };
}

const programs = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** A program on the CPU that plays a GPU. */
const isSoftware = ({ isFallbackAdapter, architecture = '', description = '' }: AdapterInfo): boolean =>
  isFallbackAdapter === true || programs.test(architecture) || programs.test(description);

export const findGpu = async (host: GpuHost = globalThis.navigator as GpuHost): Promise<Gpu> => {
  const adapter = await host?.gpu?.requestAdapter().catch(() => null);
  if (adapter === undefined || adapter === null) return { kind: 'none' };
  return { kind: isSoftware(adapter.info) ? 'software' : 'hardware' };
};
