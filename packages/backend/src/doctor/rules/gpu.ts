// internal: what keeps a driver that works from giving a GPU
import type { Gpu } from '../diagnosis.ts';
import { setVariable, startWithGpus, unsetVariable } from '../remedies.ts';
import { finding, gibibytes, type MachineRule } from './rule.ts';

const noGpu: MachineRule = ({ host, driver, gpus }) => {
  if (driver.state !== 'works' || gpus.length > 0) return undefined;
  const says = `the driver (${driver.version}) works, but sees no GPU`;
  if (host.container) return finding('noGpu', says, startWithGpus);
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

export const gpuRules: readonly MachineRule[] = [noGpu, gpuHidden, gpuFull];
