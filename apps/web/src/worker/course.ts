import { testingOf } from '@kindling/app-common/training';
import { DeviceLostError } from '@kindling/core';
import type { Loaded } from './dataset.ts';
import { type Desk, placeOf } from './desk.ts';
import type { Chosen } from './device.ts';
import { failureOf, nanFailure, stuckFailure } from './failures.ts';
import type { SessionHost } from './host.ts';
import { beginJob, type Job } from './job.ts';
import type { Failure, FailureKind, Phase } from './protocol.ts';
import { rateOf } from './rates.ts';
import type { PageTrainer } from './recipe.ts';
import { createRecovery } from './recovery.ts';
import { type Ending, NotFinite } from './run.ts';
import { createSaver } from './saver.ts';
import { isStuck } from './stuck.ts';
import { build, guessAll } from './workshop.ts';

/** The run at work, and what comes after it: a result, a failure, a new device. */
export interface Course {
  readonly job: Job | undefined;
  /** Trains on, from where the trainer stands. */
  go(): void;
  /** Ends the run at work, if any; one that is wanted is kept, and said to be stopped. */
  end(wanted: boolean): Promise<void>;
  /** Comes when no run is at work and nothing comes after it. */
  idle(): Promise<void>;
  /** Puts another device in the place of this one when it is lost. */
  listen(device: Chosen): void;
  /** Guesses all test pictures, of a run that rests, until something else is done. */
  lookOver(): void;
  /** Keeps checkpoints of another run from now on. */
  renew(): void;
  /** Keeps the run as it came. */
  keep(): void;
  fail(error: unknown): void;
}

/** Refused before anything has changed: what was there goes on. */
const refusals: ReadonlySet<FailureKind> = new Set(['archive', 'data', 'model', 'storage', 'file']);

const isAside = ({ kind }: Failure, phase: Phase): boolean => refusals.has(kind) && phase !== 'starting';

export const createCourse = (desk: Desk, host: SessionHost): Course => {
  let job: Job | undefined;
  let after: Promise<void> = Promise.resolve();
  /** What becomes of the run when it has ended by our wish. */
  let isWanted = true;
  let isLost = false;
  /** Whether it was paused when its device was lost. */
  let wasPaused = false;
  let looking: Promise<void> = Promise.resolve();
  const recover = createRecovery(host.choose);
  let saver = createSaver(desk, host.keepRun);

  const fail = (error: unknown): void => {
    const failure = failureOf(error, placeOf(desk));
    if (job === undefined && !isAside(failure, desk.phase)) desk.tellState('failed');
    desk.post({ type: 'failed', failure });
  };

  const lookOver = (): void => {
    const { trainer } = desk;
    const given = () => job === undefined && trainer !== undefined && desk.trainer === trainer;
    // Without them the page shows those of the last epoch, and says so.
    looking = guessAll(desk, given).catch(() => undefined);
  };

  const listen = (device: Chosen): void => {
    isLost = false;
    device.onLost(() => {
      isLost = true;
      // A fit at work ends by itself, and is followed up then.
      wasPaused = job?.isPaused === true;
      if (wasPaused) job?.abort();
      else if (job === undefined) after = after.then(replace).catch(fail);
    });
  };

  /** While no run is at work. */
  const replace = async (): Promise<void> => {
    if (!isLost) return;
    const { phase } = desk;
    await recover(desk, listen);
    desk.tellState(phase);
    if (desk.hasRun) lookOver();
  };

  const go = (): void => {
    isWanted = true;
    desk.tellState('running');
    saver.again();
    desk.watch.run();
    const begun = beginJob(desk, saver);
    job = begun;
    after = begun.ended
      .then((ending) => {
        desk.watch.rest();
        job = undefined;
        return follow(ending);
      })
      .catch(fail);
  };

  const follow = async (ending: Ending): Promise<void> => {
    if (!isWanted) return;
    if (ending.how === 'failed') return followFailure(ending.error);
    if (isLost) {
      await recover(desk, listen);
      if (!wasPaused) return go();
      desk.tellState('paused');
      return lookOver();
    }
    if (ending.how === 'completed') return finish().catch(followFailure);
    desk.tellState('stopped');
    await saver.take(() => (desk.trainer as PageTrainer).checkpoint()).catch(() => undefined);
    lookOver();
  };

  const finish = async (): Promise<void> => {
    const { spec, data, trainer, watch } = desk;
    watch.run();
    const { loss, accuracy } = await (trainer as PageTrainer).evaluate(testingOf(spec, (data as Loaded).test));
    watch.rest();
    desk.result = { loss, accuracy, seconds: watch.elapsed / 1000 };
    desk.tellState('done');
    await saver.take(() => (trainer as PageTrainer).checkpoint());
    if (!isStuck(accuracy, desk.chronicle.rows.length)) return;
    desk.post({ type: 'failed', failure: stuckFailure(spec, rateOf(spec, desk.step), loss) });
  };

  const followFailure = async (error: unknown): Promise<void> => {
    if (error instanceof DeviceLostError || isLost) {
      await recover(desk, listen);
      return go();
    }
    if (!(error instanceof NotFinite)) return fail(error);
    const { spec, checkpoint } = desk;
    desk.tellState('failed');
    desk.post({ type: 'failed', failure: nanFailure(spec, error.step, checkpoint?.step, rateOf(spec, error.step)) });
    await build(desk, spec, checkpoint);
    lookOver();
  };

  const end = async (wanted: boolean): Promise<void> => {
    isWanted = wanted;
    job?.abort();
    await after;
  };

  return {
    get job() {
      return job;
    },
    go,
    end,
    idle: async () => {
      for (let seen: Promise<void> | undefined; seen !== after; ) {
        seen = after;
        await seen;
      }
      await Promise.all([saver.settled(), looking]);
    },
    listen,
    lookOver,
    renew: () => {
      saver = createSaver(desk, host.keepRun);
    },
    keep: () => saver.again(),
    fail,
  };
};
