// npm run tool -- node --conditions=@kindling/source bench/processes/processes.ts [rounds]
// What it costs to train by several processes of one machine, each with a core, beside one process; and PyTorch's DDP.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { families, lacksMpi } from '../../packages/distributed/testing/families.ts';
import { mpirun } from '../../packages/distributed/testing/mpirun.ts';
import { machine } from '../results.ts';

const rounds = Number(process.argv[2] ?? 5);
const steps = 120;
const python = process.env.KINDLING_BENCH_PYTHON;
const rank = join(import.meta.dirname, 'rank.ts');

interface Times {
  readonly step: number;
  readonly meeting?: number;
  readonly sum?: number;
}

const last = (text: string): Times => JSON.parse(text.trim().split('\n').at(-1)!) as Times;
const alone = (rows: number): Times =>
  last(
    execFileSync(process.execPath, ['--conditions=@kindling/source', rank, String(rows), 'tree', String(steps)], {
      encoding: 'utf8',
    }),
  );
const ddp = (rows: number, size: number): Times =>
  last(
    execFileSync(python!, [join(import.meta.dirname, 'ddp.py'), String(rows), String(size), String(steps)], {
      encoding: 'utf8',
    }),
  );

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const medians = (all: readonly Times[]): Required<Times> => ({
  step: median(all.map(({ step }) => step)),
  meeting: median(all.map(({ meeting = 0 }) => meeting)),
  sum: median(all.map(({ sum = 0 }) => sum)),
});
const repeated = async (work: () => Times | Promise<Times>): Promise<Required<Times>> => {
  const all: Times[] = [];
  for (let round = 0; round < rounds; round++) all.push(await work());
  return medians(all);
};
const milliseconds = (value: number): string => (value === 0 ? '' : value.toFixed(2));

console.log(`${machine()}\n`);
console.log(
  '| rows a process | who | step, ms | of it waiting and agreeing | of it the sum | rest : one process | rows a second : one process |',
);
console.log('|---|---|---|---|---|---|---|');
for (const rows of [32, 128]) {
  const one = await repeated(() => alone(rows));
  console.log(`| ${rows} | one process | ${one.step.toFixed(2)} | | | | |`);
  const row = (who: string, { step, meeting, sum }: Required<Times>, before: number): void => {
    const rest = meeting === 0 ? '' : ((step - meeting - sum) / before).toFixed(2);
    const speed = ((2 * before) / step).toFixed(2);
    console.log(
      `| ${rows} | ${who} | ${step.toFixed(2)} | ${milliseconds(meeting)} | ${milliseconds(sum)} | ${rest} | ${speed} |`,
    );
  };
  for (const family of families) {
    if (lacksMpi[family] !== undefined) {
      console.log(`| ${rows} | ${lacksMpi[family]} | | | | | |`);
      continue;
    }
    for (const order of ['tree', 'engine']) {
      const two = await repeated(async () => {
        const { code, stdout, stderr } = await mpirun(family, 2, rank, [rows, order, steps]);
        if (code !== 0) throw new Error(stderr);
        return last(stdout);
      });
      row(`2 on ${family}, ${order}`, two, one.step);
    }
  }
  if (python === undefined) continue;
  const torch = await repeated(() => ddp(rows, 1));
  console.log(`| ${rows} | one process of PyTorch | ${torch.step.toFixed(2)} | | | | |`);
  row('2 of PyTorch, DDP on gloo', await repeated(() => ddp(rows, 2)), torch.step);
}
