// internal: sets workers going, and waits for all of them
import { platform } from '#platform';
import { cells } from './control.ts';

/** How long, in ms, a thread watches before it sleeps: a gap between steps is shorter, and to be woken takes up to 0.6 ms. */
export const spin = 1.5;

/** In ms: what is late is counted in such slices, since a clock also goes on while the whole process is stopped. */
const slice = 100;

export interface ForkJoin {
  /** Has all workers look at the command. */
  fork(): void;
  /** Waits until all are done; false if they are not after about `patience` ms. */
  join(patience: number): boolean;
  /** Whether some worker sleeps, and so would be late. */
  isAsleep(): boolean;
  /** Has those who sleep watch for what comes next. */
  wake(): void;
}

export const forkJoin = (state: Int32Array, workers: number): ForkJoin => {
  const mayWait = platform.mayWait();
  const isDone = (): boolean => Atomics.load(state, cells.done) === workers;
  const watch = (ms: number): boolean => {
    const until = performance.now() + ms;
    do {
      for (let i = 0; i < 4096; i++) if (isDone()) return true;
    } while (performance.now() < until);
    return false;
  };
  const sleep = (): boolean => {
    Atomics.store(state, cells.waiting, 1);
    const done = Atomics.load(state, cells.done);
    if (done !== workers) Atomics.wait(state, cells.done, done, slice);
    Atomics.store(state, cells.waiting, 0);
    return isDone();
  };
  const isAsleep = (): boolean => Atomics.load(state, cells.sleepers) > 0;
  const wake = (): void => {
    Atomics.notify(state, cells.epoch);
  };
  return {
    fork: () => {
      Atomics.store(state, cells.done, 0);
      Atomics.add(state, cells.epoch, 1);
      if (isAsleep()) wake();
    },
    join: (patience) => {
      if (watch(spin)) return true;
      for (let left = patience; left > 0; left -= slice) if (mayWait ? sleep() : watch(slice)) return true;
      return false;
    },
    isAsleep,
    wake,
  };
};
