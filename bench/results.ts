import { cpus, loadavg, totalmem } from 'node:os';
import type { Absent } from './protocol.ts';
import { type Disturbed, median, mostOfOthers, ratios } from './rounds.ts';

interface Contestant {
  readonly name: string;
  readonly cores: number;
}

interface Measured extends Contestant {
  readonly note: string;
  /** Of a step, one for each round. */
  readonly milliseconds: readonly number[];
  /** MiB. */
  readonly peak: number;
}

export type Row = Measured | (Contestant & Absent);

/** A column of ratios to a peer. */
export interface Reference {
  readonly heading: string;
  readonly peerOf: (row: Contestant) => string;
  /** `time`: this row's by the peer's. `speed`: the other way round. */
  readonly as: 'time' | 'speed';
}

/** What the machine was like meanwhile. */
export interface Machine extends Readonly<Disturbed> {
  /** How much two threads did of what one did, before and after. */
  readonly speedUps: readonly [before: number, after: number];
}

export interface Case {
  readonly title: string;
  readonly about: string;
  readonly rows: readonly Row[];
  readonly references: readonly Reference[];
  readonly machine: Machine;
}

export interface Results {
  readonly versions: string;
  /** Of the machine when the run began. */
  readonly load: string;
  readonly rounds: number;
  readonly cases: readonly Case[];
  /** Further parts of the page. */
  readonly more: readonly string[];
}

export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const ratioCell = (row: Measured, { peerOf, as }: Reference, rows: readonly Row[]): string => {
  const peer = rows.find(({ name }) => name === peerOf(row));
  if (peer === undefined || 'absent' in peer) return '-';
  const [mine, theirs] = [row.milliseconds, peer.milliseconds];
  const all = as === 'time' ? ratios(mine, theirs) : ratios(theirs, mine);
  return `**${median(all).toFixed(2)}** (${Math.min(...all).toFixed(2)}-${Math.max(...all).toFixed(2)})`;
};

const cells = (row: Row, { references, rows }: Case): readonly string[] =>
  'absent' in row
    ? [row.name, '-', '-', ...references.map(() => '-'), '-', `not there: ${row.absent}`]
    : [
        row.name,
        ms(median(row.milliseconds)),
        ms(Math.min(...row.milliseconds)),
        ...references.map((reference) => ratioCell(row, reference, rows)),
        row.peak.toFixed(0),
        row.note,
      ];

/** A case as a part of the page: a table with a row of each contestant. */
export const casePart = (part: Case): string => {
  const heads = ['', 'ms', 'least', ...part.references.map(({ heading }) => heading), 'peak MiB', 'with'];
  const rows = part.rows.map((row) => cells(row, part));
  return `## ${part.title}\n\n${part.about}\n\n${table(heads, rows)}\n\n${machineText(part.machine)}`;
};

const machineText = ({ turns, again, kept, speedUps }: Machine): string => {
  const [before, after] = speedUps.map((speedUp) => speedUp.toFixed(2));
  const share = `${100 * mostOfOthers} %`;
  const dropped = `Others had more than ${share} of the machine in ${again} of ${turns} turns, which were taken again`;
  const rest = kept === 0 ? '' : `; ${kept} of them count all the same, disturbed to the last`;
  return `${dropped}${rest}. Two threads did ${before} times what one does before, and ${after} times after.`;
};

export const machine = (): string =>
  `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;

/** What else the machine was doing: two threads of PyTorch or of Kindling need two cores that are idle. */
export const load = (): string => `load average ${loadavg()[0]!.toFixed(1)}`;

const head = (versions: string, load: string, rounds: number): string => `# Benchmark results

Written by \`npm run bench\`; edit nothing here. Compare ratios, which were taken side by side in one run: another machine, or
the same one an hour later, gives other milliseconds. A part that a run was not to take stands as an earlier one left it.

- Machine: ${machine()}; when the last run began: ${load}
- ${versions}
- ${rounds} rounds unless a table says otherwise. Each contestant is a process of its own; one works at a time, in turns of
  0.3 s or one step, while the others wait; who goes first changes from round to round.
- \`ms\` is the median of the rounds, \`least\` the shortest. A ratio is the median of the rounds' ratios, with the smallest and
  the largest. Peak memory is that of the contestant's process.`;

/** The parts of a page, each from its heading on. */
const partsOf = (page: string): string[] =>
  page
    .split(/^(?=## )/m)
    .slice(1)
    .map((part) => part.trimEnd());

const titleOf = (part: string): string => part.slice(0, part.indexOf('\n'));

/**
 * `bench/RESULTS.md`: the figures of one run of the bench command, and of an earlier page the parts that it did not
 * take.
 */
export const resultsPage = ({ versions, load, rounds, cases, more }: Results, earlier = ''): string => {
  const taken = [...cases.map(casePart), ...more];
  const titles = new Set(taken.map(titleOf));
  const left = partsOf(earlier).filter((part) => !titles.has(titleOf(part)));
  return `${[head(versions, load, rounds), ...taken, ...left].join('\n\n')}\n`;
};
