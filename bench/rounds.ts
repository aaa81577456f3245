/** Something to time: one call does `steps` steps and comes back when they are done. */
export interface Contestant {
  readonly name: string;
  run(steps: number): Promise<void>;
}

export interface Timing {
  readonly name: string;
  /** Milliseconds a step, one for each round. */
  readonly milliseconds: readonly number[];
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Ratios of two contestants round by round, so that a machine that slows down slows both. */
export const ratios = (timing: Timing, peer: Timing): readonly number[] =>
  timing.milliseconds.map((milliseconds, round) => milliseconds / peer.milliseconds[round]!);

const shortestRound = 300;

const timed = async ({ run }: Contestant, steps: number): Promise<number> => {
  const start = performance.now();
  await run(steps);
  return (performance.now() - start) / steps;
};

/**
 * Times contestants in turns. Each warms up first; a round is long enough to measure; who goes first changes from round
 * to round.
 */
export const interleave = async (contestants: readonly Contestant[], rounds: number): Promise<readonly Timing[]> => {
  const steps: number[] = [];
  for (const contestant of contestants) {
    await timed(contestant, 1);
    steps.push(Math.max(1, Math.ceil(shortestRound / (await timed(contestant, 2)))));
  }
  const milliseconds = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const order = contestants.map((_, i) => (i + round) % contestants.length);
    for (const i of order) milliseconds[i]!.push(await timed(contestants[i]!, steps[i]!));
  }
  return contestants.map(({ name }, i) => ({ name, milliseconds: milliseconds[i]! }));
};
