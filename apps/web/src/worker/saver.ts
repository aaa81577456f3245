import type { Checkpoint } from '@kindling/train';
import type { Desk } from './desk.ts';
import { recordOf } from './desk.ts';
import { wordsOf } from './failures.ts';
import type { Project } from './project.ts';

const between = { least: 5000, most: 30_000 };
/** Of the time, at most, for checkpoints that nobody asked for. */
const share = 0.015;

export interface Saver {
  /** Whether one is due, by the clock. */
  isDue(): boolean;
  /** Takes one, which is kept while training goes on; one whose numbers are not all finite is let go. */
  take(checkpoint: () => Promise<Checkpoint>): Promise<void>;
  /** Keeps the last one again, beside what the run now is: a page that is reloaded soon after a resume goes on. */
  again(): void;
  /** Comes when all are kept. */
  settled(): Promise<void>;
}

const isWhole = ({ params }: Pick<Checkpoint, 'params'>): boolean =>
  Object.values(params).every(({ data }) => (data as Float32Array).every(Number.isFinite));

/** Every five seconds, and less often where that would take more than 1.5 % of the time. */
export const createSaver = (
  desk: Desk,
  keep: (project: Project) => Promise<string | undefined>,
  now = () => performance.now(),
): Saver => {
  let next = now() + between.least;
  const { run } = desk;
  let refusal: string | undefined;
  let latest: Project | undefined;
  let storing: Promise<void> | undefined;

  const tell = (step: number, sentence: string | undefined): void => {
    if (desk.run !== run) return;
    if (sentence === undefined) desk.post({ type: 'saved', step });
    else if (sentence !== refusal) desk.post({ type: 'notSaved', sentence });
    refusal = sentence;
  };

  /** One at a time, and of those that wait the last. */
  const store = async (): Promise<void> => {
    while (latest !== undefined) {
      const project = latest;
      latest = undefined;
      tell(project.checkpoint.step, await keep(project).catch(wordsOf));
    }
    storing = undefined;
  };

  const put = (checkpoint: Checkpoint): Promise<void> => {
    latest = { checkpoint, record: recordOf(desk) };
    storing ??= store();
    return storing;
  };

  return {
    isDue: () => storing === undefined && now() >= next,
    take: async (checkpoint) => {
      const begun = now();
      const taken = await checkpoint();
      if (!isWhole(taken)) return;
      desk.checkpoint = taken;
      void put(taken).then(() => {
        next = now() + Math.min(between.most, Math.max(between.least, (now() - begun) / share));
      });
    },
    again: () => {
      if (desk.checkpoint !== undefined) void put(desk.checkpoint);
    },
    settled: async () => storing,
  };
};
