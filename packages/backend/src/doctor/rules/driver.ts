// internal: what keeps NVIDIA's driver from answering
import type { Driver, DriverFault, Finding, Host } from '../diagnosis.ts';
import { installDriver, startWithGpus } from '../remedies.ts';
import { finding, type MachineRule } from './rule.ts';

type Broken = Extract<Driver, { state: 'broken' }>;

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

const containerWithoutGpu: MachineRule = ({ host, driver }) =>
  host.container && driver.state === 'absent'
    ? finding(
        'containerWithoutGpu',
        driver.kernel === undefined
          ? 'this container was started without a GPU, or its host has no NVIDIA driver'
          : `this container was started without a GPU, though its host has NVIDIA's driver ${driver.kernel}`,
        startWithGpus,
      )
    : undefined;

const again = (host: Host) => ({
  what: `restart the ${host.container ? 'container' : 'machine'}, and see what nvidia-smi says then`,
  commands: ['nvidia-smi'],
});

const faults: Readonly<Record<DriverFault, (driver: Broken, host: Host) => Finding>> = {
  mismatch: ({ kernel }, { container }) =>
    finding(
      'driverMismatch',
      `the driver in the kernel${kernel === undefined ? '' : ` (${kernel})`} and the driver's libraries are of different versions: it was updated, and the machine not restarted`,
      container
        ? { what: "restart the container's host, then the container", commands: [] }
        : { what: 'restart the machine', commands: ['sudo reboot'] },
    ),
  notLoaded: (_, host) =>
    finding(
      'driverNotLoaded',
      "NVIDIA's driver is installed, but its part in the kernel is not loaded",
      {
        what: 'load it; what it says tells why it was not',
        commands: ['sudo modprobe nvidia', 'sudo dmesg | grep -i nvidia'],
      },
      installDriver(host, 'or install it anew, for this kernel, and restart'),
    ),
  refused: ({ source, says }) =>
    finding('driverBroken', `the driver refuses this user (${source}: ${says})`, {
      what: 'let this user read and write /dev/nvidia*',
      commands: ['ls -l /dev/nvidia*', 'sudo usermod -aG video $USER'],
    }),
  lost: ({ source, says }, host) =>
    finding('driverBroken', `a GPU has stopped answering (${source}: ${says})`, again(host)),
  other: ({ source, says }, host) =>
    finding('driverBroken', `the driver does not answer (${source}: ${says})`, again(host)),
};

const broken: MachineRule = ({ host, driver }) =>
  driver.state === 'broken' ? faults[driver.fault](driver, host) : undefined;

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

export const driverRules: readonly MachineRule[] = [wslWithoutGpu, broken, containerWithoutGpu, noDriver];
