// internal: launches in phases: all threads are done with one before any begins the next
import type { Launch } from '../recording/recording.ts';

/** Launches one after the other, each cut into as many chunks. */
export interface Phase {
  readonly launches: readonly Launch[];
  readonly chunks: number;
}

/** In ns: less work than this is done by one thread. */
const worthCutting = 12_000;
/** In ns: so much is cut finer, so that a thread that comes late takes less of it. */
const worthFiner = 200_000;
const finer = 2;

const chunksOf = ({ split: { count, grain = 1, work } }: Launch, threads: number): number => {
  if (threads === 1 || work < worthCutting) return 1;
  return Math.max(1, Math.min(Math.ceil(count / grain), work > worthFiner ? finer * threads : threads));
};

/** A phase for each launch that is cut; those that are not follow each other in one. */
export const phasesOf = (launches: readonly Launch[], threads: number): Phase[] => {
  const phases: Phase[] = [];
  for (const launch of launches) {
    const chunks = chunksOf(launch, threads);
    const last = phases.at(-1);
    if (chunks === 1 && last?.chunks === 1)
      phases[phases.length - 1] = { chunks, launches: [...last.launches, launch] };
    else phases.push({ chunks, launches: [launch] });
  }
  return phases;
};

/** In ns, of one chunk. */
export const workOf = ({ launches, chunks }: Phase): number =>
  launches.reduce((sum, { split }) => sum + split.work, 0) / chunks;

/** `Relu: ReluGrad each x 4`. */
export const phaseText = ({ launches, chunks }: Phase): string =>
  `${launches.map(({ of, key }) => (key.startsWith(of) ? key : `${of}: ${key}`)).join('; ')} x ${chunks}`;
