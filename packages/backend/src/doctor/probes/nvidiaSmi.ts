// internal: the driver's own command, nvidia-smi
import type { Gpu } from '../diagnosis.ts';
import type { Machine, Ran } from '../machine.ts';
import { faults, type SeenGpus } from './nvml.ts';

const placesOf = ({ platform }: Machine): readonly string[] =>
  platform === 'win32'
    ? ['nvidia-smi', 'C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe']
    : ['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'];

/** Those of old drivers do not know the last one. */
const fields = ['index', 'name', 'uuid', 'driver_version', 'memory.total', 'memory.free', 'compute_cap'];

const query = (names: readonly string[]): readonly string[] => [
  `--query-gpu=${names.join(',')}`,
  '--format=csv,noheader,nounits',
];

const mebibyte = 2 ** 20;

const parse = (line: string): Omit<Gpu, 'visible'> & { readonly driver: string } => {
  const [index, name = '', uuid, driver = '', total, free, compute] = line.split(',').map((part) => part.trim());
  const memory = { total: Number(total) * mebibyte, free: Number(free) * mebibyte };
  return {
    index: Number(index),
    name,
    uuid,
    driver,
    compute: /^\d+\.\d+$/.test(compute ?? '') ? compute : undefined,
    memory: Number.isFinite(memory.total) && Number.isFinite(memory.free) ? memory : undefined,
  };
};

const broken = ({ code, signal, output, errors }: Ran): SeenGpus => {
  const words = `${output}\n${errors}`.trim().split('\n').slice(0, 2).join(' ');
  const known = Object.values(faults).find(([, text]) => words.includes(text)) ?? faults[code ?? 0];
  return {
    driver: {
      state: 'broken',
      source: 'nvidia-smi',
      fault: known?.[0] ?? 'other',
      says: words || (signal ?? `it ended with code ${code} and said nothing`),
      kernel: undefined,
    },
    gpus: [],
  };
};

const cudaIn = (text: string): string | undefined => /CUDA\D{0,8}Version\s*:\s*(\d+\.\d+)/.exec(text)?.[1];

const seen = async (machine: Machine, command: string, answer: Ran): Promise<SeenGpus> => {
  const summary = await machine.run(command, []);
  const lines = /^No devices/m.test(answer.output) ? [] : answer.output.trim().split('\n').filter(Boolean);
  const rows = lines.map(parse);
  const version = rows[0]?.driver ?? /Driver Version\s*:\s*(\S+)/.exec(summary?.output ?? '')?.[1];
  return {
    driver: {
      state: 'works',
      source: 'nvidia-smi',
      version: version ?? 'unknown',
      cuda: cudaIn(summary?.output ?? ''),
    },
    gpus: rows.map(({ driver, ...gpu }) => gpu),
  };
};

/** It ends with this where the driver works, and has no GPU. */
const noDevices = 6;

/** What it tells; undefined where there is none. */
export const askNvidiaSmi = async (machine: Machine): Promise<SeenGpus | undefined> => {
  for (const command of placesOf(machine)) {
    const first = await machine.run(command, query(fields));
    if (first === undefined) continue;
    const isOld = first.code !== 0 && /compute_cap/.test(first.output + first.errors);
    const answer = isOld ? ((await machine.run(command, query(fields.slice(0, -1)))) ?? first) : first;
    return answer.code === 0 || answer.code === noDevices ? seen(machine, command, answer) : broken(answer);
  }
  return undefined;
};
