import type { Fake, FakeProgram } from './fakeMachine.ts';
import {
  but,
  card,
  elf,
  healthy,
  noCard,
  npmFiles,
  npmFilesWithout,
  nvml,
  osRelease,
  pe,
  python,
  rtx4090,
  torchFiles,
  torchFolder,
  venv,
} from './machines.ts';

const noDriver = { '/dev/nvidiactl': undefined, '/proc/driver/nvidia/version': undefined };

/** Without the npm packages by which NVML can be asked: nvidia-smi is, then. */
const noKoffi = npmFilesWithout('koffi', '@kindling/torch');

/** `nvidia-smi` that fails. */
const failing =
  (code: number, output: string): FakeProgram =>
  () => ({ code, output });

const conda = '/home/ada/miniforge3/envs/net';
const condaTorch = `${conda}/lib/python3.12/site-packages/torch`;
const systemTorch = '/usr/lib/python3/dist-packages/torch';
const windowsVenv = 'C:\\Users\\ada\\net\\.venv';
const windowsTorch = `${windowsVenv}\\Lib\\site-packages\\torch`;
const windowsPackages = npmFiles(undefined, 'C:\\Users\\ada\\net\\node_modules');

const withoutTorch: Fake['programs'] = { [`${venv}/bin/python3`]: python(venv), python3: python(venv) };

/** The tools of nothing: a fresh Debian with Node. */
const bare: Fake = { files: osRelease('debian') };

const windows: Fake = {
  platform: 'win32',
  folder: 'C:\\Users\\ada\\net',
  env: { VIRTUAL_ENV: windowsVenv },
  files: Object.fromEntries(Object.entries(windowsPackages).map(([path, text]) => [path.replaceAll('/', '\\'), text])),
  libraries: { 'nvml.dll': nvml([rtx4090], { driver: '581.42' }) },
};

export const brokenMachines = {
  nothing: bare,
  'nothing, with a card': { files: { ...osRelease('fedora'), ...card } },
  'no driver': but({ files: noDriver, libraries: {} }),
  'no NVIDIA card': but({ files: { ...noDriver, ...noCard }, libraries: {} }),
  'a card, a driver, no GPU': but({ libraries: { 'libnvidia-ml.so.1': nvml([]) } }),
  'driver and libraries of two versions, by NVML': but({
    libraries: { 'libnvidia-ml.so.1': nvml([rtx4090], { init: 18 }) },
  }),
  'driver and libraries of two versions, by nvidia-smi': but({
    files: noKoffi,
    programs: {
      'nvidia-smi': failing(
        18,
        'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.105\n',
      ),
    },
  }),
  'driver not loaded': but({
    files: { ...noKoffi, ...noDriver },
    programs: {
      'nvidia-smi': failing(
        9,
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n",
      ),
    },
  }),
  'nvidia-smi broken': but({
    files: { ...noKoffi, '/.dockerenv': '' },
    programs: { 'nvidia-smi': failing(255, 'Failed to initialize NVML: Unknown Error\n') },
  }),
  'driver refuses this user': but({ libraries: { 'libnvidia-ml.so.1': nvml([], { init: 4 }) } }),
  'driver too old for the CUDA of PyTorch': but({
    libraries: { 'libnvidia-ml.so.1': nvml([rtx4090], { driver: '550.54.14', cuda: 12040 }) },
  }),
  'driver of CUDA 11': but({
    libraries: { 'libnvidia-ml.so.1': nvml([rtx4090], { driver: '470.82.01', cuda: 11040 }) },
  }),
  'GPU too old for the CUDA of PyTorch': but({
    libraries: { 'libnvidia-ml.so.1': nvml([{ name: 'Tesla P100', compute: [6, 0], total: 16, free: 15 }]) },
  }),
  'GPU too new for the CUDA of PyTorch': but({
    files: torchFiles(torchFolder, { version: '2.13.0+cu126', cuda: '12.6' }),
    libraries: { 'libnvidia-ml.so.1': nvml([{ name: 'NVIDIA B200', compute: [10, 0], total: 180, free: 178 }]) },
  }),
  'PyTorch without CUDA': but({
    files: {
      ...torchFiles(torchFolder, { version: '2.13.0+cpu', cuda: null }),
    },
  }),
  'PyTorch without CUDA, of uv': but({
    files: {
      ...torchFiles(torchFolder, { version: '2.13.0+cpu', cuda: null }),
      [`${venv}/pyvenv.cfg`]: 'home = /usr/bin\nuv = 0.9.2\n',
    },
  }),
  'PyTorch without CUDA, of conda': but({
    env: { VIRTUAL_ENV: '', CONDA_PREFIX: conda },
    files: {
      ...torchFiles(condaTorch, { version: '2.13.0', cuda: null }),
      [`${conda}/conda-meta/history`]: '',
    },
    programs: {
      [`${conda}/bin/python3`]: python(conda, { torch: condaTorch }),
      [`${venv}/bin/python3`]: undefined,
      python3: python(conda, { torch: condaTorch }),
    },
  }),
  'PyTorch for ROCm': but({
    files: {
      ...torchFiles(torchFolder, { version: '2.13.0+rocm7.1', cuda: null, hip: '7.1.1' }),
    },
  }),
  'PyTorch too old': but({ files: torchFiles(torchFolder, { version: '2.9.1+cu130' }) }),
  'PyTorch of another architecture': but({ files: torchFiles(torchFolder, { library: elf('arm64') }) }),
  'PyTorch that is not readable': but({
    files: {
      [`${torchFolder}/lib/libtorch_cpu.so`]: {
        refused: `EACCES: permission denied, open '${torchFolder}/lib/libtorch_cpu.so'`,
      },
    },
  }),
  'no PyTorch in the venv': but({ programs: withoutTorch }),
  'no PyTorch in the Python of the system': but({
    env: { VIRTUAL_ENV: '' },
    files: Object.fromEntries(
      Object.keys(healthy.files!)
        .filter((path) => path.startsWith(venv))
        .map((path) => [path, undefined]),
    ),
    programs: { [`${venv}/bin/python3`]: undefined, python3: python('/usr') },
  }),
  'two PyTorches, the first without CUDA': but({
    files: {
      ...torchFiles(torchFolder, { version: '2.13.0+cpu', cuda: null }),
      ...torchFiles(systemTorch),
    },
    programs: { python3: python('/usr', { torch: systemTorch }) },
  }),
  'TORCH_LIB with a PyTorch without CUDA': but({
    env: { TORCH_LIB: '/opt/libtorch/lib' },
    files: { '/opt/libtorch/build-version': '2.13.0+cpu\n', '/opt/libtorch/lib/libtorch_cpu.so': elf('x64') },
    programs: withoutTorch,
  }),
  'TORCH_LIB that leads nowhere': but({ env: { TORCH_LIB: '/opt/libtorch' }, programs: withoutTorch }),
  'a GPU hidden by CUDA_VISIBLE_DEVICES': but({ env: { CUDA_VISIBLE_DEVICES: '-1' } }),
  'two GPUs hidden by CUDA_VISIBLE_DEVICES': but({
    env: { CUDA_VISIBLE_DEVICES: '' },
    libraries: { 'libnvidia-ml.so.1': nvml([rtx4090, rtx4090]) },
  }),
  'out of memory on the only GPU': but({ libraries: { 'libnvidia-ml.so.1': nvml([{ ...rtx4090, free: 0.2 }]) } }),
  'out of memory on the first of two GPUs': but({
    libraries: { 'libnvidia-ml.so.1': nvml([{ ...rtx4090, free: 0.2 }, rtx4090]) },
  }),
  'WSL 1': but({
    env: { WSL_DISTRO_NAME: 'Ubuntu-24.04' },
    files: { ...noDriver, ...noCard, '/proc/version': 'Linux version 4.4.0-19041-Microsoft' },
    libraries: {},
  }),
  'WSL 2 without a driver in Windows': but({
    files: {
      ...noDriver,
      ...noCard,
      '/proc/version': 'Linux version 6.6.87.2-microsoft-standard-WSL2',
      '/dev/dxg': '',
    },
    libraries: {},
  }),
  macOS: { platform: 'darwin', arch: 'arm64', files: npmFiles() },
  'Windows without a driver': { ...windows, libraries: {} },
  'Windows without PyTorch': {
    ...windows,
    programs: { [`${windowsVenv}\\Scripts\\python.exe`]: python(windowsVenv) },
  },
  'Windows with the PyTorch of PyPI': {
    ...windows,
    files: {
      ...windows.files,
      [`${windowsTorch}\\version.py`]: "__version__ = '2.13.0+cpu'\ncuda: Optional[str] = None\n",
      [`${windowsTorch}\\lib\\torch_cpu.dll`]: pe(),
    },
    programs: { [`${windowsVenv}\\Scripts\\python.exe`]: python(windowsVenv, { torch: windowsTorch }) },
  },
  'Windows, hidden by CUDA_VISIBLE_DEVICES': {
    ...windows,
    env: { ...windows.env, CUDA_VISIBLE_DEVICES: '-1' },
    programs: {},
  },
  Alpine: but({ libc: 'musl', files: osRelease('alpine') }),
  'Node of 32 bits': but({ arch: 'ia32' }),
  'a container without --gpus': but({
    files: { '/.dockerenv': '', '/dev/nvidiactl': undefined },
    libraries: {},
  }),
  'a container on a host without a driver': but({ files: { ...noDriver, '/.dockerenv': '' }, libraries: {} }),
  'koffi missing': but({
    files: npmFilesWithout('koffi'),
    programs: {
      'nvidia-smi': (args) =>
        args.length === 0
          ? '| NVIDIA-SMI 580.95.05   Driver Version: 580.95.05   CUDA Version: 13.0     |\n'
          : '0, NVIDIA GeForce RTX 4090, GPU-0, 580.95.05, 24564, 24064, 8.9\n',
    },
  }),
  '@kindling/torch missing, of pnpm': but({
    files: {
      ...npmFilesWithout('@kindling/torch', 'koffi'),
      '/home/ada/net/package-lock.json': undefined,
      '/home/ada/pnpm-lock.yaml': '',
    },
  }),
  'tfjs-node-gpu as npm leaves it, and no TensorFlow': but({
    files: {
      ...npmFilesWithout('@kindling/torch'),
      '/home/ada/net/node_modules/@tensorflow/tfjs-node-gpu/package.json': '{"version": "4.22.0"}',
    },
    programs: withoutTorch,
  }),
} as const satisfies Readonly<Record<string, Fake>>;

export type BrokenMachine = keyof typeof brokenMachines;
