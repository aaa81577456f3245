// internal: NVIDIA's driver and its GPUs, by whatever tells of them
import type { Driver, Gpu } from '../diagnosis.ts';
import { given, isThere, type Machine } from '../machine.ts';
import { askNvidiaSmi } from './nvidiaSmi.ts';
import { askNvml } from './nvml.ts';
import { isVisible } from './visible.ts';

const proc = '/proc/driver/nvidia';

/** The part of the driver in the kernel; a container sees that of its host. */
const kernelVersion = (machine: Machine): string | undefined =>
  /Kernel Module\b.*?\s(\d+\.\d+(?:\.\d+)?)\s/.exec(given(machine.read(`${proc}/version`)) ?? '')?.[1];

const gpusOfProc = (machine: Machine): readonly Omit<Gpu, 'visible'>[] =>
  (given(machine.list(`${proc}/gpus`)) ?? []).map((bus, index) => {
    const text = given(machine.read(`${proc}/gpus/${bus}/information`)) ?? '';
    const field = (name: string): string | undefined => new RegExp(`^${name}:\\s*(.+)$`, 'm').exec(text)?.[1]?.trim();
    return {
      index,
      name: field('Model') ?? 'a GPU without a name',
      uuid: field('GPU UUID'),
      compute: undefined,
      memory: undefined,
    };
  });

export interface DriverAndGpus {
  readonly driver: Driver;
  readonly gpus: readonly Gpu[];
}

/** By NVML, or else by nvidia-smi, or else by what the kernel tells. */
export const probeDriver = async (machine: Machine): Promise<DriverAndGpus> => {
  const kernel = machine.platform === 'linux' ? kernelVersion(machine) : undefined;
  const told = (await askNvml(machine)) ?? (await askNvidiaSmi(machine));
  if (told?.driver.state === 'broken') return { driver: { ...told.driver, kernel }, gpus: [] };
  if (told !== undefined) return { driver: told.driver, gpus: withVisible(machine, told.gpus) };
  if (kernel === undefined || !isThere(machine, '/dev/nvidiactl')) {
    return { driver: { state: 'absent', kernel }, gpus: [] };
  }
  return {
    driver: { state: 'works', source: proc, version: kernel, cuda: undefined },
    gpus: withVisible(machine, gpusOfProc(machine)),
  };
};

const withVisible = (machine: Machine, gpus: readonly Omit<Gpu, 'visible'>[]): readonly Gpu[] =>
  gpus.map((gpu) => ({ ...gpu, visible: isVisible(gpu, gpus, machine.env.CUDA_VISIBLE_DEVICES) }));
