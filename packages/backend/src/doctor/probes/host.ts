// internal: the computer, and what runs on it
import type { Host } from '../diagnosis.ts';
import { given, isThere, type Machine, pathsOf } from '../machine.ts';

const textOf = (machine: Machine, path: string): string => given(machine.read(path)) ?? '';

const wslOf = (machine: Machine): Host['wsl'] =>
  machine.platform === 'linux' && /microsoft/i.test(textOf(machine, '/proc/version'))
    ? { gpu: isThere(machine, '/dev/dxg'), name: machine.env.WSL_DISTRO_NAME }
    : undefined;

const isContainer = (machine: Machine): boolean =>
  machine.platform === 'linux' &&
  (isThere(machine, '/.dockerenv') ||
    isThere(machine, '/run/.containerenv') ||
    machine.env.KUBERNETES_SERVICE_HOST !== undefined ||
    /docker|kubepods|containerd|libpod/.test(textOf(machine, '/proc/1/cgroup')));

const distributionOf = (machine: Machine): readonly string[] => {
  const text = textOf(machine, '/etc/os-release');
  const field = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return `${field('ID')} ${field('ID_LIKE')}`.split(' ').filter((name) => name !== '');
};

const lockfiles: readonly (readonly [string, Host['packager']])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

/** The nearest lockfile tells; where there is none, what started this. */
const packagerOf = (machine: Machine): Host['packager'] => {
  const { dirname } = pathsOf(machine);
  for (let folder = machine.folder, above = ''; folder !== above; above = folder, folder = dirname(folder)) {
    const names = given(machine.list(folder)) ?? [];
    const found = lockfiles.find(([name]) => names.includes(name));
    if (found !== undefined) return found[1];
  }
  const agent = /^(pnpm|yarn|bun)\//.exec(machine.env.npm_config_user_agent ?? '')?.[1];
  return (agent as 'pnpm' | 'yarn' | 'bun' | undefined) ?? 'npm';
};

const pci = '/sys/bus/pci/devices';

/** By what stands on the bus: vendor 10de, and a class of displays (03). */
const hasCard = (machine: Machine): boolean | undefined => {
  const devices = machine.platform === 'linux' ? given(machine.list(pci)) : undefined;
  if (devices === undefined || devices.length === 0) return undefined;
  return devices.some(
    (name) =>
      textOf(machine, `${pci}/${name}/vendor`).trim() === '0x10de' &&
      textOf(machine, `${pci}/${name}/class`).startsWith('0x03'),
  );
};

export const probeHost = (machine: Machine): Host => {
  const { platform, arch, libc, node } = machine;
  const wsl = wslOf(machine);
  return {
    platform,
    arch,
    libc,
    node,
    wsl,
    container: isContainer(machine),
    distribution: distributionOf(machine),
    packager: packagerOf(machine),
    // Windows keeps it for itself, and hands its work through.
    card: wsl === undefined ? hasCard(machine) : undefined,
  };
};
