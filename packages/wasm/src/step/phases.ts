// internal: launches in phases: all threads are done with one before any begins the next
import { type Launch, nameOf } from '../recording/recording.ts';

/** Launches one after the other, each cut into as many chunks: a chunk of the group is one of each. */
export interface Group {
  readonly launches: readonly Launch[];
  readonly chunks: number;
}

/** Groups that do not wait for each other. */
export interface Phase {
  readonly groups: readonly Group[];
}

/** In ns: less work than this is done by one thread. */
const worthCutting = 12_000;
/** In ns: so much is cut finer, so that a thread that comes late takes less of it. */
const worthFiner = 200_000;
const finer = 2;

const chunksOf = ({ split: { count, grain = 1, work } }: Launch, threads: number): number => {
  if (work < worthCutting) return 1;
  return Math.max(1, Math.min(Math.ceil(count / grain), work > worthFiner ? finer * threads : threads));
};

/** In ns, of one chunk. */
export const workOf = ({ launches, chunks }: Group): number =>
  launches.reduce((sum, { split }) => sum + split.work, 0) / chunks;

export const chunksIn = ({ groups }: Phase): number => groups.reduce((sum, { chunks }) => sum + chunks, 0);

interface Open {
  readonly phase: number;
  readonly chunks: number;
  readonly launches: Launch[];
}

/**
 * Each launch in the first phase that comes after all that it waits for; what is not cut also follows, in its group,
 * what is not cut either. What takes longest begins first. For one thread all is one group, in order.
 */
export const phasesOf = (
  launches: readonly Launch[],
  waits: readonly (readonly number[])[],
  threads: number,
): Phase[] => {
  if (threads === 1) return [{ groups: [{ launches, chunks: 1 }] }];
  const groups: Open[] = [];
  const groupOf: Open[] = [];
  launches.forEach((launch, i) => {
    const chunks = chunksOf(launch, threads);
    const before = [...new Set(waits[i]!.map((wait) => groupOf[wait]!))];
    const phase = Math.max(0, ...before.map((group) => group.phase + (chunks === 1 && group.chunks === 1 ? 0 : 1)));
    const beside = before.filter((group) => group.phase === phase);
    const [only] = beside;
    if (beside.length === 1 && only !== undefined) {
      only.launches.push(launch);
      groupOf.push(only);
      return;
    }
    const made = { phase: beside.length === 0 ? phase : phase + 1, chunks, launches: [launch] };
    groups.push(made);
    groupOf.push(made);
  });
  const last = Math.max(-1, ...groups.map(({ phase }) => phase));
  return Array.from({ length: last + 1 }, (_, phase) => ({
    groups: groups.filter((group) => group.phase === phase).sort((a, b) => workOf(b) - workOf(a)),
  }));
};

const groupText = ({ launches, chunks }: Group): string => `${launches.map(nameOf).join('; ')} x ${chunks}`;

/** `Relu: unary x 4 | Sum: sum rows x 1`: groups side by side. */
export const phaseText = ({ groups }: Phase): string => groups.map(groupText).join(' | ');
