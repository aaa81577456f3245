import type { Checkpoint } from '@kindling/train';
import type { Desk } from './desk.ts';
import { recordOf } from './desk.ts';
import { wordsOf } from './failures.ts';
import type { Project } from './project.ts';

const between = 5000;
/** Of the time, at most, for checkpoints that nobody asked for. */
const share = 0.015;

export interface Saver {
  /** Whether one is due, by the clock. */
  isDue(): boolean;
  /** Takes one and keeps it; one whose numbers are not all finite is let go. */
  take(checkpoint: () => Promise<Checkpoint>): Promise<void>;
}

export const isWhole = ({ params }: Pick<Checkpoint, 'params'>): boolean =>
  Object.values(params).every(({ data }) => (data as Float32Array).every(Number.isFinite));

/** Every five seconds, and less often where it would take more than 1.5 % of the time. */
export const createSaver = (
  desk: Desk,
  keep: (project: Project) => Promise<string | undefined>,
  now = () => performance.now(),
): Saver => {
  let next = now() + between;
  let refusal: string | undefined;

  const store = async (checkpoint: Checkpoint): Promise<void> => {
    const { step } = checkpoint;
    const sentence = await keep({ checkpoint, record: recordOf(desk) }).catch(wordsOf);
    if (sentence === undefined) desk.post({ type: 'saved', step });
    else if (sentence !== refusal) desk.post({ type: 'notSaved', sentence });
    refusal = sentence;
  };

  return {
    isDue: () => now() >= next,
    take: async (checkpoint) => {
      const begun = now();
      const taken = await checkpoint();
      if (isWhole(taken)) {
        desk.checkpoint = taken;
        await store(taken);
      }
      next = now() + Math.max(between, (now() - begun) / share);
    },
  };
};
