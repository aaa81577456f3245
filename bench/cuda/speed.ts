import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Network } from '../contestants/contestant.ts';
import { type Command, type Running, startContestant } from '../protocol.ts';
import { table } from '../results.ts';
import { interleave, median, ratios } from '../rounds.ts';
import type { DeviceTask } from './contestant.ts';
import { usedOnGpu } from './gpu.ts';
import { cores } from './onDevice.ts';
import type { CudaOptions, Device } from './options.ts';

const program = fileURLToPath(import.meta.url);

/** A script beside this program, on the Python whose PyTorch Kindling takes. */
export const python = (script: string, task: object): Omit<Command, 'patience'> => ({
  command: process.env.TORCH_PYTHON ?? 'python3',
  args: [join(program, '../peers', script), JSON.stringify({ cores, ...task })],
  env: { ...process.env, OMP_NUM_THREADS: String(cores) },
});

interface Entry {
  readonly name: string;
  readonly start: Command | string;
}

interface Measured {
  readonly name: string;
  readonly note: string;
  /** Of a step, of each round. */
  readonly milliseconds: readonly number[];
  /** Until a step is asked for. */
  readonly host: number;
  /** MiB on the device, of the whole process. */
  readonly memory: number | undefined;
}

const eager = 'PyTorch, eager';

const kindling = (task: DeviceTask): Command => ({
  command: process.execPath,
  args: [program, 'contestant', JSON.stringify(task)],
  patience: 300_000,
});

const entries = (device: Device, network: Network, batch: number): readonly Entry[] => {
  const task = { device, network, batch };
  const layout = network === 'cnn' ? 'channels_last' : 'eager';
  const peer = (name: string, variant: string): Entry => ({
    name,
    start: { ...python('torch_device.py', { ...task, variant }), patience: 300_000 },
  });
  const onGpu = (entry: Entry): Entry => (device === 'cuda' ? entry : { name: entry.name, start: 'only on cuda' });
  return [
    { name: 'Kindling', start: kindling({ ...task, tf32: false }) },
    onGpu({ name: 'Kindling, TF32', start: kindling({ ...task, tf32: true }) }),
    peer(eager, layout),
    onGpu(peer('PyTorch, eager, TF32', `${layout} tf32`)),
    peer('PyTorch, torch.compile', `${layout} compile`),
    onGpu(peer('PyTorch, CUDA graphs', `${layout} graphs`)),
  ];
};

/** Few steps, so that no queue of the device is full. */
const hostTime = async (contestant: Running): Promise<number> => {
  const times: number[] = [];
  for (let turn = 0; turn < 7; turn++) times.push((await contestant.ask(5)) / 5);
  return median(times);
};

const timeCase = async (list: readonly Entry[], rounds: number): Promise<readonly (Measured | [string, string])[]> => {
  const started: { name: string; contestant: Running; memory: number | undefined }[] = [];
  const absent: [string, string][] = [];
  for (const { name, start } of list) {
    const before = usedOnGpu();
    const contestant = typeof start === 'string' ? { absent: start } : await startContestant(start);
    console.error(`  ${name}: ${'absent' in contestant ? contestant.absent : contestant.note}`);
    if ('absent' in contestant) absent.push([name, contestant.absent]);
    else
      started.push({ name, contestant, memory: before === undefined ? undefined : (usedOnGpu() ?? before) - before });
  }
  const times = await interleave(
    started.map(({ contestant }) => contestant),
    rounds,
  );
  const measured: Measured[] = [];
  for (const [i, { name, contestant, memory }] of started.entries()) {
    measured.push({ name, note: contestant.note, milliseconds: times[i]!, host: await hostTime(contestant), memory });
    await contestant.end();
  }
  return [...measured, ...absent];
};

const ms = (value: number): string => value.toFixed(value < 10 ? 3 : 1);

const rowOf = (row: Measured | [string, string], peer: Measured | undefined): readonly string[] => {
  if (Array.isArray(row)) return [row[0], '-', '-', '-', '-', '-', `not there: ${row[1]}`];
  const by = peer === undefined ? [] : ratios(row.milliseconds, peer.milliseconds);
  const ratio =
    by.length === 0
      ? '-'
      : `**${median(by).toFixed(2)}** (${Math.min(...by).toFixed(2)}-${Math.max(...by).toFixed(2)})`;
  return [
    row.name,
    ms(median(row.milliseconds)),
    ms(Math.min(...row.milliseconds)),
    ratio,
    ms(row.host),
    row.memory === undefined ? '-' : String(row.memory),
    row.note,
  ];
};

const casesOf = (quick: boolean): readonly [Network, number][] =>
  quick
    ? [
        ['mlp', 32],
        ['mlp', 128],
        ['cnn', 8],
      ]
    : [
        ['mlp', 32],
        ['mlp', 512],
        ['mlp', 4096],
        ['cnn', 32],
        ['cnn', 256],
      ];

/** Training steps beside PyTorch's, in turns; a part of the page. */
export const speed = async ({ device, quick, rounds }: CudaOptions): Promise<string> => {
  const parts: string[] = [];
  for (const [network, batch] of casesOf(quick)) {
    console.error(`${network}, batch ${batch}`);
    const rows = await timeCase(entries(device, network, batch), rounds);
    const peer = rows.find((row): row is Measured => !Array.isArray(row) && row.name === eager);
    const heads = ['', 'ms', 'least', 'time / PyTorch, eager', 'host ms', 'device MiB', 'with'];
    parts.push(
      `### ${network}, batch ${batch}\n\n${table(
        heads,
        rows.map((row) => rowOf(row, peer)),
      )}`,
    );
  }
  return parts.join('\n\n');
};
