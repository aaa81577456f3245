import { memory } from '@tensorflow/tfjs-core';
import { drawFrom } from './draw.ts';
import type { Kind, Outcome } from './kind.ts';

/** What a run of cases came to. */
export interface Counts {
  readonly cases: number;
  readonly accepted: number;
  readonly refused: number;
  /** CPU time of the slowest case, in milliseconds. */
  readonly slowest: number;
  /** What the process holds more than at the start, at most, in megabytes. */
  readonly grown: number;
  /** One line a case that went wrong, with its seed. */
  readonly wrong: readonly string[];
}

/** Far above what any case takes: beyond them, a case hangs, or asks for memory without bound. */
const most = { milliseconds: 2000, megabytes: 1024 };

const cpuTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Runs `cases` cases, of the seeds from `first` on. */
export const fuzz = async (kind: Kind, cases: number, first = 0): Promise<Counts> => {
  const counts: Record<Outcome, number> = { accepted: 0, refused: 0 };
  const wrong: string[] = [];
  let [slowest, grown] = [0, 0];
  const megabytes = process.memoryUsage.rss() / 2 ** 20;
  for (let seed = first; seed < first + cases; seed++) {
    const tensors = memory().numTensors;
    const began = cpuTime();
    try {
      counts[await kind.once(drawFrom(seed))]++;
    } catch (error) {
      wrong.push(`seed ${seed}: ${(error as Error).message}`);
    }
    const took = cpuTime() - began;
    if (took > most.milliseconds) wrong.push(`seed ${seed}: took ${Math.round(took)} ms of CPU time`);
    const left = memory().numTensors - tensors;
    if (left !== 0) wrong.push(`seed ${seed}: left ${left} tensors`);
    if (Object.keys(Object.prototype).length > 0) throw new Error(`${kind.name}, seed ${seed}: changed every object`);
    [slowest, grown] = [Math.max(slowest, took), Math.max(grown, process.memoryUsage.rss() / 2 ** 20 - megabytes)];
    if (grown > most.megabytes) throw new Error(`${kind.name}, seed ${seed}: ${Math.round(grown)} MB more`);
  }
  return { cases, ...counts, slowest, grown, wrong };
};

/** `options: 2000 cases, 1203 refused, 797 accepted, 0 wrong; ...` */
export const line = (kind: Kind, { cases, refused, accepted, wrong, slowest, grown }: Counts): string =>
  `${kind.name}: ${cases} cases, ${refused} refused, ${accepted} accepted, ${wrong.length} wrong; ` +
  `at most ${Math.ceil(slowest)} ms of CPU time and ${Math.ceil(grown)} MB`;
