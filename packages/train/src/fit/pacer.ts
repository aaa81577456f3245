// internal: how far the host may run ahead of the device
import { deviceQueue, type Session } from '@kindling/core';

/** Milliseconds of work that one window holds: one is done while the next is given out. */
const windowTime = 50;

export interface Pacer {
  /**
   * Told after each step that was given out: what to wait for, where the device is behind. The first step of all is
   * waited for, since backends warm up in it, and the `last` one of an epoch, so that its time is the device's.
   */
  given(last?: boolean): Promise<void> | undefined;
  /** Until the device has done all of it. */
  drained(): Promise<void> | undefined;
}

/**
 * Keeps at most 100 ms of work in flight, or two steps where these take longer: in two windows, of which the device
 * does one while the host gives out the other. Where a backend has done its work when a call returns there is nothing
 * to wait for, and nothing is awaited.
 *
 * @throws Error what the device has reported, in the promises
 */
export const createPacer = (
  { settled }: Pick<Session<never, never, unknown>, 'settled'>,
  now = () => performance.now(),
): Pacer => {
  if (deviceQueue() === undefined) return idle;
  let size = 1;
  let given = 0;
  let isFirst = true;
  let pending: Promise<void> | undefined;
  let done = now();

  /** Hands a window over, and learns how many steps fit into one. */
  const hand = async (steps: number): Promise<void> => {
    await settled();
    const time = now();
    const perStep = (time - done) / steps;
    done = time;
    size = Math.max(1, Math.min(2 * size, Math.floor(windowTime / perStep)));
  };

  const close = async (whole: boolean): Promise<void> => {
    const earlier = pending;
    pending = hand(given);
    pending.catch(() => undefined); // told when it is waited for
    given = 0;
    await earlier;
    if (whole) await pending;
  };

  return {
    given: (last = false) => {
      given += 1;
      const whole = last || isFirst;
      isFirst = false;
      return whole || given >= size ? close(whole) : undefined;
    },
    drained: async () => {
      try {
        await pending;
      } finally {
        await settled();
      }
    },
  };
};

const idle: Pacer = { given: () => undefined, drained: () => undefined };
