// internal: the driver's own library, NVML
import type { Driver, DriverFault, Gpu } from '../diagnosis.ts';
import type { Machine, Native } from '../machine.ts';

export interface SeenGpus {
  readonly driver: Exclude<Driver, { state: 'absent' }>;
  readonly gpus: readonly Omit<Gpu, 'visible'>[];
}

const prototypes = {
  init: 'int nvmlInit_v2()',
  shutdown: 'int nvmlShutdown()',
  driverVersion: 'int nvmlSystemGetDriverVersion(void *version, unsigned int length)',
  cudaVersion: 'int nvmlSystemGetCudaDriverVersion_v2(void *version)',
  count: 'int nvmlDeviceGetCount_v2(void *count)',
  handle: 'int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void *device)',
  name: 'int nvmlDeviceGetName(uint64_t device, void *name, unsigned int length)',
  uuid: 'int nvmlDeviceGetUUID(uint64_t device, void *uuid, unsigned int length)',
  memory: 'int nvmlDeviceGetMemoryInfo(uint64_t device, void *memory)',
  compute: 'int nvmlDeviceGetCudaComputeCapability(uint64_t device, void *major, void *minor)',
} as const;

type Nvml = Readonly<Record<keyof typeof prototypes, Native>>;

/** Where it lies: WSL has it from Windows, in a folder that the loader need not know. */
const placesOf = ({ platform }: Machine): readonly string[] =>
  platform === 'win32' ? ['nvml.dll'] : ['libnvidia-ml.so.1', '/usr/lib/wsl/lib/libnvidia-ml.so.1'];

/** Its numbers of errors, and what `nvidia-smi` ends with too. */
export const faults: Readonly<Record<number, readonly [DriverFault, string]>> = {
  4: ['refused', 'Insufficient Permissions'],
  9: ['notLoaded', 'Driver Not Loaded'],
  15: ['lost', 'GPU is lost'],
  18: ['mismatch', 'Driver/library version mismatch'],
};

const textBy = (call: (into: Uint8Array, length: number) => number): string | undefined => {
  const into = new Uint8Array(96);
  if (call(into, into.length) !== 0) return undefined;
  return new TextDecoder().decode(into.subarray(0, Math.max(0, into.indexOf(0))));
};

const countBy = (call: (into: Uint32Array) => number): number | undefined => {
  const into = new Uint32Array(1);
  return call(into) === 0 ? into[0] : undefined;
};

const memoryOf = (nvml: Nvml, device: bigint): Gpu['memory'] => {
  const into = new BigUint64Array(3);
  if (nvml.memory(device, into) !== 0 || into[0] === 0n) return undefined;
  return { total: Number(into[0]), free: Number(into[1]) };
};

const computeOf = (nvml: Nvml, device: bigint): string | undefined => {
  const [major, minor] = [new Uint32Array(1), new Uint32Array(1)];
  return nvml.compute(device, major, minor) === 0 ? `${major[0]}.${minor[0]}` : undefined;
};

const gpuAt = (nvml: Nvml, index: number): Omit<Gpu, 'visible'> => {
  const handle = new BigUint64Array(1);
  if (nvml.handle(index, handle) !== 0) {
    return { index, name: 'a GPU that does not answer', uuid: undefined, compute: undefined, memory: undefined };
  }
  const device = handle[0]!;
  return {
    index,
    name: textBy((into, length) => nvml.name(device, into, length)) ?? 'a GPU without a name',
    uuid: textBy((into, length) => nvml.uuid(device, into, length)),
    compute: computeOf(nvml, device),
    memory: memoryOf(nvml, device),
  };
};

const seen = (nvml: Nvml): SeenGpus => {
  const version = textBy((into, length) => nvml.driverVersion(into, length)) ?? 'unknown';
  const cuda = countBy((into) => nvml.cudaVersion(into));
  const count = countBy((into) => nvml.count(into)) ?? 0;
  return {
    driver: {
      state: 'works',
      source: 'NVML',
      version,
      cuda: cuda === undefined ? undefined : `${Math.floor(cuda / 1000)}.${Math.floor((cuda % 1000) / 10)}`,
    },
    gpus: Array.from({ length: count }, (_, index) => gpuAt(nvml, index)),
  };
};

/** What NVML tells; undefined where there is none, or no koffi to call it. */
export const askNvml = async (machine: Machine): Promise<SeenGpus | undefined> => {
  for (const place of placesOf(machine)) {
    const nvml = await machine.open(place, prototypes);
    if ('notOpened' in nvml) continue;
    const code = nvml.init();
    if (code !== 0) {
      const [fault, says] = faults[code] ?? ['other', `NVML error ${code}`];
      return { driver: { state: 'broken', source: 'NVML', fault, says, kernel: undefined }, gpus: [] };
    }
    try {
      return seen(nvml);
    } finally {
      nvml.shutdown();
    }
  }
  return undefined;
};
