// internal: whether threads pay, for each kernel, and on a machine that others use too

/**
 * Learns from what launches took whether to share them. Each kernel is shared if that makes it faster: small ones, or
 * those whose numbers lie in this core's cache, may not be. And a worker whose core others use comes late, and all
 * wait for it; so where sharing has lost time lately, all is done alone for a while, and then shared again to see. Each
 * trial that fails makes the next pause longer.
 */
export interface Payoff {
  /** Whether the next launch of a kernel is to be shared. */
  shares(kernel: object): boolean;
  /** What a launch took: of a kernel, of estimated work, in ms. */
  tell(kernel: object, isShared: boolean, work: number, milliseconds: number): void;
}

/**
 * In ms. A trial may lose the stake: workers that slept take a turn of the scheduler's until they have a core of their
 * own. Wins and losses count in full, since a turn may be ten times as long as the stake. What was won counts up to
 * `win`; then pauses are short again, and a single hiccup does not end what goes well.
 */
const [stake, win] = [3, 30];
/** How many times as long as what it lost beyond what was won a pause is at least: so that is at most a tenth. */
const amends = 10;
/** In ms. In the longest, what a trial may lose is a hundredth. */
const [shortest, longest] = [16, 1000];

/** Launches of a kernel that are shared in turn, since nothing is known. */
const first = 8;
/**
 * Launches from one look at the slower way to the next, at least; where a look has lost much, there are so many more
 * that it is a hundredth of what they take, up to where even a late worker is a microsecond a launch.
 */
const [soonest, latest, few] = [32, 4096, 0.01];
/** What sharing has to win of a kernel's time. */
const clearly = 0.9;
/** In ms, what a launch takes at least: clocks of pages are coarse, and from a pace of 0 there is no way back. */
const least = 0.001;
/** How far a measurement moves a pace: up and down alike, so that a pace is a median, which outliers leave be. */
const move = 1.05;

/** Milliseconds for a unit of estimated work, and how often it was measured. */
interface Pace {
  value: number;
  count: number;
}

interface Known {
  readonly alone: Pace;
  readonly shared: Pace;
  launches: number;
  /** Which launch is the next look. */
  look: number;
}

/** While code is new it is slow, so that the first measurements count where they are the shortest. */
const learn = (pace: Pace, measured: number): void => {
  pace.count += 1;
  if (pace.count <= first / 2) pace.value = Math.min(pace.value, measured);
  else pace.value *= measured > pace.value ? move : 1 / move;
};

const isFaster = ({ alone, shared }: Known): boolean => shared.value < clearly * alone.value;

const unknown = (): Pace => ({ value: Number.POSITIVE_INFINITY, count: 0 });

/** @param now A clock, in ms. */
export const createPayoff = (now: () => number = () => performance.now()): Payoff => {
  const kernels = new WeakMap<object, Known>();
  let won = stake;
  let pause = shortest;
  let until = Number.NEGATIVE_INFINITY;
  const settle = (gain: number): void => {
    won = Math.min(win, won + gain);
    if (won === win) pause = shortest;
    if (won >= 0) return;
    until = now() + Math.min(longest, Math.max(pause, amends * -won));
    pause = Math.min(longest, 2 * pause);
    won = stake;
  };
  return {
    shares: (kernel) => {
      if (now() < until) return false;
      const known = kernels.get(kernel) ?? { alone: unknown(), shared: unknown(), launches: 0, look: soonest };
      if (known.launches === 0) kernels.set(kernel, known);
      known.launches += 1;
      if (known.launches <= first) return known.launches % 2 === 1;
      return known.launches >= known.look ? !isFaster(known) : isFaster(known);
    },
    tell: (kernel, isShared, work, measured) => {
      const milliseconds = Math.max(least, measured);
      const known = kernels.get(kernel);
      if (known === undefined) return;
      const { alone, shared } = known;
      const isChosen = isShared === isFaster(known);
      const usual = Math.min(alone.value, shared.value) * work;
      if (isShared) {
        // A look at what is slower together is no loss, unless it was late.
        settle(isChosen ? alone.value * work - milliseconds : Math.min(0, shared.value * work - milliseconds));
      }
      if (!isChosen && known.launches > first) {
        const rest = (milliseconds - usual) / (few * usual);
        known.look = known.launches + Math.min(latest, Math.max(soonest, rest));
      }
      learn(isShared ? shared : alone, milliseconds / work);
    },
  };
};
