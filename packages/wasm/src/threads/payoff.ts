// internal: whether threads pay, on a machine that others use too

/** What this thread itself did of a launch that it shared. */
export interface Own {
  readonly milliseconds: number;
  /** Of the whole work: from above 0 to 1. */
  readonly share: number;
}

/**
 * Learns from what launches took whether sharing them pays. A worker whose core others use comes late, and all wait for
 * it; so where sharing has lost time lately, work is done alone for a while, and then shared again to see. Each trial
 * that fails makes the next pause longer.
 */
export interface Payoff {
  /** Whether the next launch is to be shared. */
  shares(): boolean;
  /** Tells of a launch that was done alone: a kernel, its estimated work, and what it took. */
  alone(kernel: number, work: number, milliseconds: number): void;
  /** Tells of one that was shared. */
  shared(kernel: number, work: number, milliseconds: number, own: Own): void;
}

/**
 * In ms. A trial may lose the stake: workers that slept take a turn of the scheduler's until they have a core of their own.
 * What was won counts up to twice that; then pauses are short again.
 */
const [stake, win] = [3, 6];
/** In ms: the most that one launch counts for, so that a single hiccup does not end what goes well. */
const worst = 3;
/** In ms. In the longest, what a trial may lose is a hundredth. */
const [shortest, longest] = [16, 1000];
/** How far one measurement moves a pace: they go up and down alike, so that a pace is a median, which outliers leave be. */
const move = 1.05;

/** @param now A clock, in ms. */
export const createPayoff = (now: () => number = () => performance.now()): Payoff => {
  /** Of each kernel: milliseconds for a unit of its estimated work, on one thread. */
  const paces: number[] = [];
  let won = stake;
  let pause = shortest;
  let until = Number.NEGATIVE_INFINITY;
  const learn = (kernel: number, pace: number): number => {
    const known = paces[kernel] || pace;
    paces[kernel] = pace > known ? known * move : known / move;
    return known;
  };
  return {
    shares: () => now() >= until,
    alone: (kernel, work, milliseconds) => {
      learn(kernel, milliseconds / work);
    },
    shared: (kernel, work, milliseconds, own) => {
      const pace = learn(kernel, own.milliseconds / (work * own.share));
      won = Math.min(win, won + Math.max(-worst, pace * work - milliseconds));
      if (won === win) pause = shortest;
      if (won >= 0) return;
      until = now() + pause;
      pause = Math.min(longest, 2 * pause);
      won = stake;
    },
  };
};
