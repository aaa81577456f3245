// internal: what keeps CUDA from working whatever is installed: the machine, its driver, its GPUs
import type { Finding, Gpu, MachineFacts, Remedy } from '../diagnosis.ts';
import { installDriver, npmInstall, setVariable, unsetVariable } from '../remedies.ts';
import { finding, first, gibibytes, type Rule } from './rule.ts';

type MachineRule = Rule<MachineFacts>;

const tfjs = '4.22.0';

const macOS: MachineRule = ({ host }) =>
  host.platform === 'darwin'
    ? finding('macOS', 'macOS has no CUDA', {
        what: "compute on Apple's GPU by WebGPU: selectBackend('webgpu')",
        commands: [npmInstall(host, 'webgpu', `@tensorflow/tfjs-backend-webgpu@${tfjs}`)],
      })
    : undefined;

const musl: MachineRule = ({ host }) =>
  host.libc === 'musl'
    ? finding('musl', 'this Node is built for musl, as on Alpine, and PyTorch and TensorFlow are built for glibc', {
        what: 'take an image with glibc',
        commands: ['docker run --gpus all -it node:24-bookworm bash'],
      })
    : undefined;

const architecture: MachineRule = ({ host: { platform, arch } }) =>
  (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) || (platform === 'win32' && arch === 'x64')
    ? undefined
    : finding('architecture', `there is no PyTorch with CUDA for Node on ${platform} ${arch}`, {
        what: 'take a 64-bit Node: https://nodejs.org/en/download',
        commands: [],
      });

const noCard: MachineRule = ({ host, driver }) =>
  host.card === false && driver.state === 'absent' && driver.kernel === undefined
    ? finding('noCard', 'this machine has no NVIDIA GPU')
    : undefined;

const wslWithoutGpu: MachineRule = ({ host, driver }) => {
  if (host.wsl === undefined || driver.state === 'works') return undefined;
  const update = { what: 'update WSL, in a PowerShell of Windows', commands: ['wsl --update', 'wsl --shutdown'] };
  return host.wsl.gpu
    ? finding('wslWithoutGpu', 'WSL hands no NVIDIA driver through from Windows', installDriver(host), update)
    : finding('wslWithoutGpu', 'WSL hands no GPU through: it is WSL 1, or too old', {
        ...update,
        commands: ['wsl --update', `wsl --set-version ${host.wsl.name ?? 'NAME'} 2`],
      });
};

const withGpus: Remedy = {
  what: 'start it with its GPUs (the host needs the NVIDIA Container Toolkit)',
  commands: ['docker run --gpus all ...'],
};

const containerWithoutGpu: MachineRule = ({ host, driver }) =>
  host.container && driver.state === 'absent'
    ? finding(
        'containerWithoutGpu',
        driver.kernel === undefined
          ? 'this container was started without a GPU, or its host has no NVIDIA driver'
          : `this container was started without a GPU, though its host has NVIDIA's driver ${driver.kernel}`,
        withGpus,
      )
    : undefined;

const driverMismatch: MachineRule = ({ host, driver }) => {
  if (driver.state !== 'broken' || driver.fault !== 'mismatch') return undefined;
  const kernel = driver.kernel === undefined ? '' : ` (${driver.kernel})`;
  const says = `the driver in the kernel${kernel} and the driver's libraries are of different versions: it was updated, and the machine not restarted`;
  return host.container
    ? finding('driverMismatch', says, { what: "restart the container's host, then the container", commands: [] })
    : finding('driverMismatch', says, { what: 'restart the machine', commands: ['sudo reboot'] });
};

const driverNotLoaded: MachineRule = ({ host, driver }) =>
  driver.state === 'broken' && driver.fault === 'notLoaded'
    ? finding(
        'driverNotLoaded',
        "NVIDIA's driver is installed, but its part in the kernel is not loaded",
        {
          what: 'load it; what it says tells why it was not',
          commands: ['sudo modprobe nvidia', 'sudo dmesg | grep -i nvidia'],
        },
        installDriver(host, 'or install it anew, for this kernel, and restart'),
      )
    : undefined;

const driverBroken: MachineRule = ({ host, driver }) => {
  if (driver.state !== 'broken') return undefined;
  const says: Readonly<Record<typeof driver.fault, string>> = {
    lost: `a GPU has stopped answering (${driver.source}: ${driver.says})`,
    refused: `the driver refuses this user (${driver.source}: ${driver.says})`,
    mismatch: '',
    notLoaded: '',
    other: `the driver does not answer (${driver.source}: ${driver.says})`,
  };
  const again = host.container ? 'restart the container' : 'restart the machine';
  return finding(
    'driverBroken',
    says[driver.fault],
    driver.fault === 'refused'
      ? {
          what: 'let this user read and write /dev/nvidia*',
          commands: ['ls -l /dev/nvidia*', 'sudo usermod -aG video $USER'],
        }
      : { what: `${again}, and see what nvidia-smi says then`, commands: ['nvidia-smi'] },
  );
};

const noDriver: MachineRule = ({ host, driver }) => {
  if (driver.state !== 'absent') return undefined;
  const asked = host.platform === 'linux' ? 'NVML, nvidia-smi and /proc/driver/nvidia' : 'NVML and nvidia-smi';
  return host.card
    ? finding('noDriver', "there is an NVIDIA GPU, but NVIDIA's driver is not installed", installDriver(host))
    : finding(
        'noDriver',
        `no NVIDIA driver answers: ${asked} are not there`,
        installDriver(host, "where there is an NVIDIA GPU, install NVIDIA's driver, and restart"),
      );
};

const noGpu: MachineRule = ({ host, driver, gpus }) => {
  if (driver.state !== 'works' || gpus.length > 0) return undefined;
  const says = `the driver (${driver.version}) works, but sees no GPU`;
  if (host.container) return finding('noGpu', says, withGpus);
  return host.platform === 'win32'
    ? finding('noGpu', says, {
        what: 'see in the Device Manager whether it is there and enabled',
        commands: ['devmgmt.msc'],
      })
    : finding('noGpu', says, {
        what: 'see whether the GPU is on the bus, and what the kernel says of it',
        commands: ['lspci | grep -i nvidia', 'sudo dmesg | grep -i nvrm'],
      });
};

const gpuHidden: MachineRule = ({ host, gpus, visibleDevices }) => {
  if (visibleDevices === undefined || gpus.length === 0 || gpus.some(({ visible }) => visible)) return undefined;
  const count = gpus.length === 1 ? 'the only GPU' : `all ${gpus.length} GPUs`;
  return finding('gpuHidden', `CUDA_VISIBLE_DEVICES="${visibleDevices}" hides ${count}`, {
    what: 'take it out of the environment',
    commands: [unsetVariable(host, 'CUDA_VISIBLE_DEVICES')],
  });
};

/** What CUDA and its libraries take before a tensor is made: about 0.5 GiB. */
const leastFree = 2 ** 29;

const isFull = ({ memory }: Gpu): boolean => memory !== undefined && memory.free < leastFree;

const gpuFull: MachineRule = ({ host, gpus }) => {
  const visible = gpus.filter((gpu) => gpu.visible);
  const [taken] = visible;
  if (taken?.memory === undefined || !isFull(taken)) return undefined;
  const other = visible.find((gpu) => !isFull(gpu));
  const { free, total } = taken.memory;
  return finding(
    'gpuFull',
    `the memory of GPU ${taken.index} (${taken.name}) is in use: ${gibibytes(free)} of ${gibibytes(total)} GiB are free, and CUDA takes 0.5 to begin`,
    ...(other === undefined
      ? []
      : [
          {
            what: `take GPU ${other.index}`,
            commands: [setVariable(host, 'CUDA_VISIBLE_DEVICES', String(other.index))],
          },
        ]),
    {
      what: 'see which programs hold it, and end them',
      commands: ['nvidia-smi --query-compute-apps=pid,used_memory,name --format=csv'],
    },
  );
};

/** With these nothing else needs to be said. */
const forGood: readonly MachineRule[] = [macOS, musl, architecture, noCard];

const rules: readonly MachineRule[] = [
  wslWithoutGpu,
  driverMismatch,
  driverNotLoaded,
  driverBroken,
  containerWithoutGpu,
  noDriver,
  noGpu,
  gpuHidden,
  gpuFull,
];

export interface MachineFinding {
  readonly finding: Finding;
  /** Whether CUDA can never work here. */
  readonly forGood: boolean;
}

/** The most basic thing that is wrong. */
export const ofMachine = (facts: MachineFacts): MachineFinding | undefined => {
  const never = first(forGood, facts);
  if (never !== undefined) return { finding: never, forGood: true };
  const now = first(rules, facts);
  return now && { finding: now, forGood: false };
};
