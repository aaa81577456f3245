import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findTorch } from '../../../torch/src/library/findTorch.ts';
import { elf } from '../../testing/machines.ts';
import { diagnose } from './diagnose.ts';
import { gatherFacts } from './facts.ts';
import type { Machine } from './machine.ts';
import { askNvml } from './probes/nvml.ts';
import { thisMachine } from './thisMachine.ts';

const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const write = (path: string, content: string | Uint8Array, mode = 0o644): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
};

const nvidiaSmi = `#!/bin/sh
case "$1" in
  --query-gpu=*) echo "0, NVIDIA GeForce RTX 3060, GPU-5, 580.95.05, 12288, 11000, 8.6" ;;
  *) echo "| NVIDIA-SMI 580.95.05   Driver Version: 580.95.05   CUDA Version: 13.0 |" ;;
esac
`;

/** A folder with programs in `bin`, and with a Python that says where its PyTorch is. */
const machineIn = (folder: string, { smi = nvidiaSmi, env = {} as Record<string, string> } = {}): Machine => {
  if (smi !== '') write(join(folder, 'bin', 'nvidia-smi'), smi, 0o755);
  const machine = thisMachine({
    env: { PATH: [join(folder, 'bin'), '/bin', '/usr/bin'].join(delimiter), ...env },
    folder,
  });
  // What the machine that runs the tests has of its own is left out.
  const list: Machine['list'] = (path) =>
    path === '/dev' || path.startsWith('/sys') || path.startsWith('/proc')
      ? { fault: 'absent', says: '' }
      : machine.list(path);
  const read: Machine['read'] = (path) =>
    path.startsWith('/proc') ? { fault: 'absent', says: '' } : machine.read(path);
  return {
    ...machine,
    list: (path) => (path === '/' ? { value: [] } : list(path)),
    read,
    open: async () => ({ notOpened: 'noKoffi', says: '' }),
    packageRoots: [folder],
  };
};

/** A virtual environment with a PyTorch, whose Python is a script. */
const addVenv = (
  folder: string,
  version: string,
  library: Uint8Array = elf(process.arch === 'arm64' ? 'arm64' : 'x64'),
): string => {
  const torch = join(folder, 'lib', 'torch');
  write(join(torch, 'version.py'), `__version__ = '${version}'\ncuda: Optional[str] = '13.0'\n`);
  write(join(torch, 'lib', 'libtorch_cpu.so'), library);
  write(join(torch, 'lib', 'libtorch_cuda.so'), library);
  // Asked by the doctor for a list, and by @kindling/torch for a folder.
  const script = `#!/bin/sh
case "$2" in
  *json*) echo '["${folder}", "${folder}/bin/python3", ["${torch}"], []]' ;;
  *) echo '${torch}' ;;
esac
`;
  write(join(folder, 'bin', 'python3'), script, 0o755);
  return torch;
};

describe.skipIf(process.platform === 'win32')('with programs that are scripts (skipped on Windows)', () => {
  test('a driver, a GPU and a PyTorch are found on the disk and the PATH', async () => {
    const folder = temporary();
    const torch = addVenv(join(folder, '.venv'), '2.13.0+cu130');
    const facts = await gatherFacts(machineIn(folder));
    expect(facts).toMatchObject({
      driver: { state: 'works', source: 'nvidia-smi', version: '580.95.05', cuda: '13.0' },
      gpus: [{ index: 0, name: 'NVIDIA GeForce RTX 3060', compute: '8.6', visible: true }],
    });
    expect(facts.torches[0]).toEqual({
      folder: join(torch, 'lib'),
      how: '.venv',
      python: { path: join(folder, '.venv/bin/python3'), how: '.venv', packager: 'pip' },
      version: '2.13.0+cu130',
      cuda: '13.0',
      rocm: false,
      arch: process.arch,
      unreadable: undefined,
    });
  });

  test.each([
    [
      'it fails',
      '#!/bin/sh\necho "Failed to initialize NVML: Driver/library version mismatch"; exit 18\n',
      'driverMismatch',
    ],
    ['it is killed', '#!/bin/sh\nkill -9 $$\n', 'driverBroken'],
    ['it is not there', '', 'noDriver'],
  ])('of nvidia-smi: %s', async (_, smi, obstacle) => {
    const { cuda } = await diagnose({ selfTest: false }, machineIn(temporary(), { smi }));
    expect(cuda.findings[0]?.obstacle).toBe(obstacle);
  });

  test('a library that is a folder is not readable, one of another processor is told', async () => {
    const folder = temporary();
    const torch = addVenv(join(folder, '.venv'), '2.13.0+cu130');
    const library = join(torch, 'lib', 'libtorch_cpu.so');
    rmSync(library);
    mkdirSync(library);
    const first = async (): Promise<string | undefined> =>
      (await diagnose({ selfTest: false }, machineIn(folder))).cuda.findings[0]?.says;
    expect(await first()).toMatch(/^PyTorch's library cannot be read: EISDIR/);
    rmSync(library, { recursive: true });
    const other = process.arch === 'arm64' ? 'x64' : 'arm64';
    write(library, elf(other));
    expect(await first()).toBe(
      `PyTorch 2.13.0+cu130 (by .venv) is built for ${other}, and this Node for ${process.arch}`,
    );
  });

  test.skipIf(process.getuid?.() === 0)(
    `a library that this user may not read is told${process.getuid?.() === 0 ? ' (skipped: root may read all)' : ''}`,
    async () => {
      const folder = temporary();
      chmodSync(join(addVenv(join(folder, '.venv'), '2.13.0+cu130'), 'lib', 'libtorch_cpu.so'), 0);
      const { cuda } = await diagnose({ selfTest: false }, machineIn(folder));
      expect(cuda.findings[0]?.says).toMatch(/^PyTorch's library cannot be read: EACCES/);
    },
  );

  test.each<[string, (folder: string) => Record<string, string>]>([
    ['.venv', () => ({})],
    ['VIRTUAL_ENV', (folder) => ({ VIRTUAL_ENV: join(folder, 'a') })],
    ['VIRTUAL_ENV, whose PyTorch has no library', (folder) => ({ VIRTUAL_ENV: join(folder, 'empty') })],
    ['CONDA_PREFIX', (folder) => ({ CONDA_PREFIX: join(folder, 'b') })],
    [
      'TORCH_PYTHON before VIRTUAL_ENV',
      (folder) => ({ TORCH_PYTHON: join(folder, 'b/bin/python3'), VIRTUAL_ENV: join(folder, 'a') }),
    ],
    [
      'TORCH_LIB before all',
      (folder) => ({ TORCH_LIB: join(folder, 'a/lib/torch/lib'), VIRTUAL_ENV: join(folder, 'b') }),
    ],
    ['LIBTORCH', (folder) => ({ LIBTORCH: join(folder, 'b/lib/torch') })],
  ])('by %s it finds the PyTorch that @kindling/torch takes', async (_, environmentOf) => {
    const folder = temporary();
    for (const name of ['.venv', 'a', 'b', 'empty']) addVenv(join(folder, name), `2.13.0+${name}`);
    rmSync(join(folder, 'empty/lib/torch/lib/libtorch_cpu.so'));
    const env = environmentOf(folder);
    const { torches } = await gatherFacts(machineIn(folder, { env }));
    const { packageOf } = (await import('../../../torch/src/library/findTorch.ts')).thisMachine();
    const taken = findTorch({ environment: env, platform: process.platform, folder, packageOf });
    expect({ folder: torches[0]?.folder, by: torches[0]?.how, version: torches[0]?.version }).toEqual({
      folder: taken.folder,
      by: taken.by,
      version: taken.version,
    });
  });
});

const compiler = process.env.CC ?? 'cc';
const noCompiler = spawnSync(compiler, ['--version']).status === 0 ? undefined : `there is no ${compiler}`;

/** NVML, as its header declares it, of a machine with one GPU. */
const source = `
#include <string.h>
typedef struct { unsigned long long total, free, used; } memory_t;
static int gpu;
int nvmlInit_v2(void) { return RESULT; }
int nvmlShutdown(void) { return 0; }
int nvmlSystemGetDriverVersion(char *version, unsigned int length) { strncpy(version, "580.95.05", length); return 0; }
int nvmlSystemGetCudaDriverVersion_v2(int *version) { *version = 13010; return 0; }
int nvmlDeviceGetCount_v2(unsigned int *count) { *count = 1; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device) { *device = &gpu; return index != 0; }
int nvmlDeviceGetName(void *device, char *name, unsigned int length) { strncpy(name, "NVIDIA H200", length); return device != &gpu; }
int nvmlDeviceGetUUID(void *device, char *uuid, unsigned int length) { strncpy(uuid, "GPU-8", length); return device != &gpu; }
int nvmlDeviceGetMemoryInfo(void *device, memory_t *memory) { memory->total = 150754820096ULL; memory->free = 150000000000ULL; return device != &gpu; }
int nvmlDeviceGetCudaComputeCapability(void *device, int *major, int *minor) { *major = 9; *minor = 0; return device != &gpu; }
`;

describe.skipIf(noCompiler !== undefined)(
  `NVML compiled from C, by koffi${noCompiler === undefined ? '' : ` (skipped: ${noCompiler})`}`,
  () => {
    const ask = (result: number) => {
      const folder = temporary();
      const library = join(folder, 'libnvidia-ml.so.1');
      write(join(folder, 'nvml.c'), source.replace('RESULT', String(result)));
      execFileSync(compiler, ['-shared', '-fPIC', '-o', library, join(folder, 'nvml.c')]);
      const machine = thisMachine();
      return askNvml({ ...machine, open: (_, prototypes) => machine.open(library, prototypes) });
    };

    test('tells of the driver and its GPU', async () => {
      expect(await ask(0)).toEqual({
        driver: { state: 'works', source: 'NVML', version: '580.95.05', cuda: '13.1' },
        gpus: [
          {
            index: 0,
            name: 'NVIDIA H200',
            uuid: 'GPU-8',
            compute: '9.0',
            memory: { total: 150754820096, free: 150000000000 },
          },
        ],
      });
    });

    test('tells why it does not start', async () => {
      expect((await ask(9))?.driver).toMatchObject({ state: 'broken', source: 'NVML', fault: 'notLoaded' });
    });
  },
);

test('a library that is not there, and a program that is not there, are told', async () => {
  const machine = thisMachine();
  expect(await machine.open('libnot-there.so.1', {})).toMatchObject({ notOpened: 'absent' });
  expect(await machine.open('libnot-there.so.1', {})).toHaveProperty('says');
  expect(await machine.run('not-there', [])).toBeUndefined();
});

test('a program that hangs is ended, and its end told', async () => {
  const ran = await thisMachine().run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], 500);
  expect(ran).toMatchObject({ code: undefined, signal: 'it took longer than 0.5 s' });
});

test.skipIf(process.platform === 'win32')(
  'a link that leads nowhere is as a file that is absent (skipped on Windows)',
  () => {
    const folder = temporary();
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
    expect(thisMachine().head(join(folder, 'link'), 8)).toMatchObject({ fault: 'absent' });
    expect(thisMachine().wasm).toEqual({ simd: true, threads: true });
  },
);
