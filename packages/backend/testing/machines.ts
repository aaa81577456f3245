import type { Ran } from '../src/doctor/machine.ts';
import type { Fake, FakeFile, FakeProgram } from './fakeMachine.ts';

/** The first bytes of a library for Linux. */
export const elf = (machine: 'x64' | 'arm64'): Uint8Array => {
  const head = new Uint8Array(64);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  head[18] = machine === 'x64' ? 0x3e : 0xb7;
  return head;
};

/** The first bytes of a library for Windows. */
export const pe = (): Uint8Array => {
  const head = new Uint8Array(256);
  head.set([0x4d, 0x5a]);
  head[60] = 128;
  head.set([0x50, 0x45, 0, 0, 0x64, 0x86], 128);
  return head;
};

/** The files of a PyTorch, in the folder of its package; `cuda` is null in a build without. */
export const torchFiles = (
  folder: string,
  {
    version = '2.13.0+cu130',
    cuda = '13.0',
    hip = null,
    library = elf('x64'),
  }: { version?: string; cuda?: string | null; hip?: string | null; library?: FakeFile } = {},
): Readonly<Record<string, FakeFile | undefined>> => ({
  [`${folder}/version.py`]: [
    `__version__ = '${version}'`,
    `cuda: Optional[str] = ${cuda === null ? 'None' : `'${cuda}'`}`,
    `hip: Optional[str] = ${hip === null ? 'None' : `'${hip}'`}`,
  ].join('\n'),
  [`${folder}/lib/libtorch_cpu.so`]: library,
  [`${folder}/lib/libtorch_cuda.so`]: cuda === null ? undefined : elf('x64'),
});

/** Answers the doctor's question. */
export const python =
  (prefix: string, has: { readonly torch?: string; readonly tensorflow?: string } = {}): FakeProgram =>
  () =>
    JSON.stringify([
      prefix,
      prefix.includes('\\') ? `${prefix}\\Scripts\\python.exe` : `${prefix}/bin/python3`,
      has.torch === undefined ? [] : [has.torch],
      has.tensorflow === undefined ? [] : [has.tensorflow],
    ]);

export interface FakeGpu {
  readonly name: string;
  readonly compute: readonly [number, number];
  /** In GiB. */
  readonly total: number;
  readonly free: number;
}

const write = (into: Uint8Array, text: string): number => {
  into.set(new TextEncoder().encode(`${text}\0`));
  return 0;
};

const set = (into: Uint32Array | BigUint64Array, ...values: readonly bigint[]): number => {
  for (const [i, value] of values.entries()) into[i] = into instanceof Uint32Array ? Number(value) : value;
  return 0;
};

const gibibyte = 2 ** 30;

/** NVML as its functions behave. */
export const nvml = (
  gpus: readonly FakeGpu[],
  { driver = '580.95.05', cuda = 13000, init = 0 } = {},
): Readonly<Record<string, Function>> => ({
  init: () => init,
  shutdown: () => 0,
  driverVersion: (into: Uint8Array) => write(into, driver),
  cudaVersion: (into: Uint32Array) => set(into, BigInt(cuda)),
  count: (into: Uint32Array) => set(into, BigInt(gpus.length)),
  handle: (index: number, into: BigUint64Array) => set(into, BigInt(index)),
  name: (device: bigint, into: Uint8Array) => write(into, gpus[Number(device)]!.name),
  uuid: (device: bigint, into: Uint8Array) => write(into, `GPU-${device}0000000`),
  memory: (device: bigint, into: BigUint64Array) => {
    const { total, free } = gpus[Number(device)]!;
    return set(into, BigInt(total * gibibyte), BigInt(Math.round(free * gibibyte)), 0n);
  },
  compute: (device: bigint, major: Uint32Array, minor: Uint32Array) => {
    const [a, b] = gpus[Number(device)]!.compute;
    return set(major, BigInt(a)) + set(minor, BigInt(b));
  },
});

export const rtx4090: FakeGpu = { name: 'NVIDIA GeForce RTX 4090', compute: [8, 9], total: 24, free: 23.5 };

const npmVersions: Readonly<Record<string, string>> = {
  '@kindling/torch': '1.0.0',
  '@tensorflow/tfjs-backend-cpu': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
  '@tensorflow/tfjs-core': '4.22.0',
  koffi: '3.3.4',
};

/** The manifests of npm packages. */
export const npmFiles = (
  versions: Readonly<Record<string, string>> = npmVersions,
  folder = '/home/ada/net/node_modules',
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [
      `${folder}/${name}/package.json`,
      JSON.stringify({ name, version }),
    ]),
  );

/** Without some. */
export const npmFilesWithout = (...names: readonly string[]): Readonly<Record<string, string | undefined>> => ({
  ...npmFiles(),
  ...Object.fromEntries(names.map((name) => [`/home/ada/net/node_modules/${name}/package.json`, undefined])),
});

export const venv = '/home/ada/net/.venv';
export const torchFolder = `${venv}/lib/python3.12/site-packages/torch`;

/** What the bus of a machine with an NVIDIA card shows. */
export const card: Readonly<Record<string, string>> = {
  '/sys/bus/pci/devices/0000:00:1f.3/vendor': '0x8086\n',
  '/sys/bus/pci/devices/0000:00:1f.3/class': '0x040300\n',
  '/sys/bus/pci/devices/0000:01:00.0/vendor': '0x10de\n',
  '/sys/bus/pci/devices/0000:01:00.0/class': '0x030000\n',
};

export const noCard: Readonly<Record<string, string | undefined>> = {
  '/sys/bus/pci/devices/0000:01:00.0/vendor': undefined,
  '/sys/bus/pci/devices/0000:01:00.0/class': undefined,
};

export const osRelease = (id: string, like = ''): Readonly<Record<string, string>> => ({
  '/etc/os-release': `NAME="Some Linux"\nID=${id}\nID_LIKE="${like}"\n`,
});

/** What the self-tests of a healthy machine say, by the backend that is their argument. */
const selfTests: FakeProgram = ([name]) => {
  const right = (device: string, step: number, difference: number): Partial<Ran> => ({
    output: `${JSON.stringify({ backend: name, outcome: 'right', device, difference, step })}\n`,
  });
  if (name === 'torch') return right('NVIDIA GeForce RTX 4090', 0.9, 1.9e-7);
  if (name === 'torch-cpu') return right('16 CPU cores (AMD Ryzen 9 7950X)', 1.1, 5.7e-8);
  if (name === 'wasm') return right('16 CPU cores (AMD Ryzen 9 7950X)', 1.2, 4.4e-8);
  return right('1 of 16 CPU cores (AMD Ryzen 9 7950X)', 21.4, 4.4e-8);
};

/** Ubuntu with an RTX 4090, a PyTorch with CUDA in a `.venv`, and the packages of Kindling. */
export const healthy: Fake = {
  env: { VIRTUAL_ENV: venv },
  files: {
    ...osRelease('ubuntu', 'debian'),
    ...card,
    ...npmFiles(),
    ...torchFiles(torchFolder),
    '/home/ada/net/package-lock.json': '{}',
    '/dev/nvidiactl': '',
    '/proc/driver/nvidia/gpus/0000:01:00.0/information':
      'Model: \t\t NVIDIA GeForce RTX 4090\nIRQ:   \t\t 137\nGPU UUID: \t GPU-00000000\n',
    '/proc/driver/nvidia/version':
      'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build  (root@ada)\n',
    [`${venv}/pyvenv.cfg`]: 'home = /usr/bin\n',
  },
  programs: {
    [`${venv}/bin/python3`]: python(venv, { torch: torchFolder }),
    python3: python(venv, { torch: torchFolder }),
    node: selfTests,
  },
  libraries: { 'libnvidia-ml.so.1': nvml([rtx4090]) },
};

/** The healthy machine with something else. */
export const but = (fake: Fake): Fake => ({
  ...healthy,
  ...fake,
  env: { ...healthy.env, ...fake.env },
  files: { ...healthy.files, ...fake.files },
  programs: { ...healthy.programs, ...fake.programs },
  libraries: fake.libraries ?? healthy.libraries ?? {},
});
