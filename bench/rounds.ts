/** Something to time: one call does `steps` steps and gives the milliseconds that they took. */
export interface Timed {
  run(steps: number): Promise<number>;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Ratios of two contestants round by round, so that a machine that slows down slows both. */
export const ratios = (milliseconds: readonly number[], peer: readonly number[]): readonly number[] =>
  milliseconds.map((value, round) => value / peer[round]!);

/** How many steps fill a turn of `turn` milliseconds, found by turns that grow; they warm the contestant up, too. */
const stepsOfTurn = async ({ run }: Timed, turn: number): Promise<number> => {
  let steps = 1;
  for (;;) {
    const milliseconds = await run(steps);
    if (milliseconds >= turn) return steps;
    steps = Math.ceil(steps * Math.min(10, (1.1 * turn) / milliseconds));
  }
};

/**
 * Times contestants in turns of 300 ms or one step. Each warms up first; who goes first changes from round to round.
 *
 * @returns of each contestant, the milliseconds a step of each round
 */
export const interleave = async (
  contestants: readonly Timed[],
  rounds: number,
  turn = 300,
): Promise<readonly (readonly number[])[]> => {
  const steps: number[] = [];
  for (const contestant of contestants) steps.push(await stepsOfTurn(contestant, turn));
  const milliseconds = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const order = contestants.map((_, i) => (i + round) % contestants.length);
    for (const i of order) milliseconds[i]!.push((await contestants[i]!.run(steps[i]!)) / steps[i]!);
  }
  return milliseconds;
};
