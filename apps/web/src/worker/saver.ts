import type { Checkpoint } from '@kindling/train';

const between = 5000;
/** Of the time, at most, for checkpoints that nobody asked for. */
const share = 0.015;

export interface Saver {
  /** Whether one is due, by the clock. */
  isDue(): boolean;
  /** Takes one, keeps it, and counts what that took. */
  take(checkpoint: () => Promise<Checkpoint>): Promise<void>;
  /** The last one whose numbers are all finite. */
  last: Checkpoint | undefined;
}

const isFinite = ({ params }: Checkpoint): boolean =>
  Object.values(params).every(({ data }) => (data as Float32Array).every(Number.isFinite));

/** Every five seconds, and less often where it would take more than 1.5 % of the time. */
export const createSaver = (
  keep: (checkpoint: Checkpoint) => Promise<void>,
  last: Checkpoint | undefined,
  now = () => performance.now(),
): Saver => {
  let next = now() + between;
  const saver: Saver = {
    last,
    isDue: () => now() >= next,
    take: async (checkpoint) => {
      const begun = now();
      const taken = await checkpoint();
      if (isFinite(taken)) {
        saver.last = taken;
        await keep(taken);
      }
      next = now() + Math.max(between, (now() - begun) / share);
    },
  };
  return saver;
};
