// internal: asks for an adapter and a device, and says why there is none
import { GpuAbsentError } from '../gpu/absent.ts';
import type { FoundGpu } from '../gpu/gpu.ts';
import type { AdapterSummary } from './adapter.ts';
import { summarize } from './summarize.ts';

/** What is asked of a device. */
export interface Wanted {
  readonly powerPreference: GPUPowerPreference;
  /** Whether an adapter that computes on the CPU will do. */
  readonly software: boolean;
}

export interface OpenDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  readonly adapter: AdapterSummary;
}

/** What the kernels of tfjs and ours need of each of these: what WebGPU gives wherever it is whole. */
const needed: Readonly<Partial<Record<keyof GPUSupportedLimits, number>>> = {
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupStorageSize: 16_384,
  maxStorageBuffersPerShaderStage: 8,
};

/** Taken as large as the adapter has them: a tensor is one buffer and one binding. */
const largest = [
  ...(Object.keys(needed) as (keyof GPUSupportedLimits)[]),
  'maxBufferSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
] as const;

const features: readonly GPUFeatureName[] = ['timestamp-query', 'bgra8unorm-storage'];

/** @throws GpuAbsentError with the reason: no adapter, a software adapter, a limit, what the browser says */
export const openDevice = async ({ gpu, whyNoAdapter }: FoundGpu, wanted: Wanted): Promise<OpenDevice> => {
  const adapter = await gpu.requestAdapter({ powerPreference: wanted.powerPreference });
  if (adapter === null) {
    const { reason, remedy } = whyNoAdapter();
    throw new GpuAbsentError(reason, remedy);
  }
  const summary = summarize(adapter.info);
  requireHardware(summary, wanted);
  for (const [limit, least] of Object.entries(needed)) {
    const has = adapter.limits[limit as keyof GPUSupportedLimits] as number;
    if (has < least) {
      throw new GpuAbsentError(
        `too small here: ${limit} must be at least ${least}, and the ${summary.name} has ${has}`,
      );
    }
  }
  try {
    const device = await adapter.requestDevice({
      requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(largest.map((limit) => [limit, adapter.limits[limit] as number])),
    });
    return { device, info: adapter.info, adapter: summary };
  } catch (cause) {
    const { message } = cause as Error;
    throw new GpuAbsentError(`not there, because the ${summary.name} gives no device: ${message}`, undefined, {
      cause,
    });
  }
};

/** @throws GpuAbsentError for a software adapter, where hardware is wanted */
export const requireHardware = ({ isSoftware, name }: AdapterSummary, { software }: Pick<Wanted, 'software'>): void => {
  if (!isSoftware || software) return;
  throw new GpuAbsentError(
    `a ${name}, which computes on the CPU, slower than wasm`,
    'software: true takes it all the same',
  );
};
