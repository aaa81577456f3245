// internal: shares work with workers, and waits for them
import { threading } from '@kindling/core';
import { cells } from './control.ts';

/**
 * How long, in ms, a thread watches before it sleeps: a gap between steps is shorter, and to be woken takes up to 0.6
 * ms.
 */
export const spin = 1.5;

/**
 * How long, in ms, a worker watches while the main thread is at parts of its own, beyond half of what its last one
 * took: parts are alike, so a main thread that is still at its own has probably lost its core to this very worker.
 */
export const tact = 0.3;

/** In ms: what is late is counted in such slices, since a clock also goes on while the whole process is stopped. */
const slice = 100;

export interface Team {
  /**
   * Does part 0 here and offers parts 1 to `parts` - 1, of which this thread takes what no worker has claimed: one that
   * is slow to come holds nobody up. Throws what `own` throws, after all.
   */
  share(parts: number, own: (part: number) => void): void;
  /** Has every worker do as the block says. */
  order(order: number): void;
}

/**
 * @param patience How long to wait for a worker, in ms, before treating it as dead. The wait is at least four times
 *   as long as this thread itself was at work.
 * @param late Makes the error of that.
 */
export const createTeam = (state: Int32Array, workers: number, patience: number, late: (ms: number) => Error): Team => {
  const mayWait = threading.mayWait();
  const announce = (): void => {
    Atomics.add(state, cells.epoch, 1);
    if (Atomics.load(state, cells.sleepers) > 0) Atomics.notify(state, cells.epoch);
  };
  const claim = (): number => {
    for (;;) {
      const left = Atomics.load(state, cells.left);
      if (left === 0 || Atomics.compareExchange(state, cells.left, left, left - 1) === left) return left;
    }
  };
  const watch = (cell: number, wanted: number, ms: number): boolean => {
    const until = performance.now() + ms;
    do {
      for (let i = 0; i < 4096; i++) if (Atomics.load(state, cell) === wanted) return true;
    } while (performance.now() < until);
    return false;
  };
  const sleep = (cell: number, wanted: number): boolean => {
    Atomics.store(state, cells.waiting, 1);
    const found = Atomics.load(state, cell);
    if (found !== wanted) Atomics.wait(state, cell, found, slice);
    Atomics.store(state, cells.waiting, 0);
    return Atomics.load(state, cell) === wanted;
  };
  const join = (cell: number, wanted: number, ms: number): void => {
    if (watch(cell, wanted, spin)) return;
    for (let left = ms; left > 0; left -= slice) {
      if (mayWait ? sleep(cell, wanted) : watch(cell, wanted, slice)) return;
    }
    throw late(ms);
  };
  return {
    share: (parts, own) => {
      const start = performance.now();
      let others = parts - 1;
      let thrown: unknown;
      state[cells.failed] = 0;
      Atomics.store(state, cells.done, 0);
      Atomics.store(state, cells.working, 1);
      Atomics.store(state, cells.left, others);
      announce();
      try {
        own(0);
        for (let part = claim(); part > 0; part = claim()) {
          others -= 1;
          own(part);
        }
      } catch (error) {
        others -= Atomics.exchange(state, cells.left, 0);
        thrown = error;
      }
      Atomics.store(state, cells.working, 0);
      join(cells.done, others, patience + 4 * Math.round(performance.now() - start));
      if (thrown !== undefined) throw thrown;
    },
    order: (order) => {
      state[cells.failed] = 0;
      state[cells.order] = order;
      Atomics.store(state, cells.obeyed, 0);
      Atomics.add(state, cells.orders, 1);
      announce();
      join(cells.obeyed, workers, patience);
    },
  };
};
