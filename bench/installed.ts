// What `install()` makes of programs of others, on one thread and on two, while other processes want the cores too.
import { busyProcesses } from './busyProcesses.ts';
import type { Program } from './contestants/contestant.ts';
import { program } from './contestants/list.ts';
import { type Running, startContestant } from './protocol.ts';
import { load, ms, table } from './results.ts';
import { interleave, median, ratios } from './rounds.ts';

const titles: Readonly<Record<Program, string>> = {
  mlp: "training the chapter's MLP, batch 32 (tfjs-layers)",
  cnn: "predictions of the book's CNN, batch 32 (tfjs-layers)",
  lstm: 'training an LSTM of 128 units on texts of 40 letters, batch 32 (tfjs-layers)',
  iris: 'training 4-10-3 on flowers, batch 32 (tfjs-layers)',
  faceres: 'one face through `faceres` (graph model of `human`)',
  movenet: 'one picture through `movenet-lightning` (graph model of `human`)',
};

const ways = ['stock', 'one', 'two'] as const;
const levels = [0, 1, 2] as const;

/** Milliseconds a step outside of WebAssembly, over about a second of steps that take `each`. */
const hostTime = async (running: Running, each: number): Promise<string> => {
  const steps = Math.ceil(1000 / each);
  return ms((await running.host(steps)) / steps);
};

const ratio = (mine: readonly number[], theirs: readonly number[]): string => {
  const all = ratios(mine, theirs);
  return `${median(all).toFixed(2)} (${Math.min(...all).toFixed(2)}-${Math.max(...all).toFixed(2)})`;
};

/** In ms. Beside busy processes a turn is many of the scheduler's: shorter ones differ by whom it has favoured. */
const turnBeside = (busy: number): number => (busy === 0 ? 300 : 1000);

/** Rows of a program: how many processes are busy beside it, and what each way takes. */
const rowsOf = async (name: Program, rounds: number): Promise<readonly (readonly string[])[]> => {
  const commands = {
    stock: program(name, 'stock', 1),
    one: program(name, 'install', 1),
    two: program(name, 'install', 2),
  };
  const started: Partial<Record<(typeof ways)[number], Running>> = {};
  const busy = busyProcesses(levels.at(-1)!);
  try {
    for (const way of ways) {
      const contestant = await startContestant(commands[way]);
      if ('absent' in contestant)
        return [[titles[name], '-', ...ways.map(() => '-'), '-', '-', '-', contestant.absent]];
      started[way] = contestant;
    }
    const running = ways.map((way) => started[way]!);
    const rows: string[][] = [];
    let hosts: readonly string[] = [];
    for (const level of levels) {
      busy.setGoing(level);
      // Beside processes that are meant to be busy, no turn is dropped.
      const watched = level === 0 ? running : running.map(({ run }) => ({ run }));
      const [stock, one, two] = (await interleave(watched, rounds, { turn: turnBeside(level) })) as [
        number[],
        number[],
        number[],
      ];
      busy.setGoing(0);
      if (level === 0) {
        hosts = [await hostTime(running[0]!, median(stock)), await hostTime(running[1]!, median(one))];
      }
      const times = [stock, one, two].map((each) => ms(median(each)));
      rows.push([level === 0 ? titles[name] : '', String(level), ...times, ratio(one, stock), ratio(two, one)]);
    }
    const peaks = await Promise.all(running.map((contestant) => contestant.peakMemory()));
    return rows.map((row, i) => [
      ...row,
      i === 0 ? hosts.join(', ') : '',
      i === 0 ? peaks.map((peak) => peak.toFixed(0)).join(', ') : '',
    ]);
  } finally {
    busy.end();
    for (const contestant of Object.values(started)) await contestant.end();
  }
};

/** The part of the page on programs of others. */
export const installedPart = async (rounds: number): Promise<string> => {
  const loadThen = load();
  const rows: (readonly string[])[] = [];
  for (const name of Object.keys(titles) as Program[]) {
    const found = await rowsOf(name, rounds);
    for (const row of found) console.log(`  ${row.join(' | ')}`);
    rows.push(...found);
  }
  return `## Programs of others under install()

Milliseconds a step, or a prediction that is read back: tfjs's wasm backend as published, and with \`install()\` on one thread and
on two. Beside them runs as many processes as \`busy\` says that want a core each, and this machine has the cores named above.
Medians of ${rounds} rounds, in which the three take turns, of a second where others are busy; a ratio is the median of the rounds'
ratios, with the smallest and the largest: whom the scheduler favours differs from turn to turn. On the host is what of a step is
not spent in WebAssembly, by V8's sampling profiler: dispatch, scopes, gradients' bookkeeping, garbage. When it began: ${loadThen}.

${table(
  [
    '',
    'busy',
    'stock',
    'install(), 1 thread',
    'install(), 2 threads',
    '1 thread / stock',
    '2 threads / 1',
    'on the host: stock, 1 thread',
    'peak MiB of the three',
  ],
  rows,
)}`;
};
