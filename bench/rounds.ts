import { shareOfOthers, usageOf } from './others.ts';

/** Something to time: one call does `steps` steps and gives the milliseconds that they took. */
export interface Timed {
  /** Of the process that does them: what others do meanwhile is known then. */
  readonly pid?: number | undefined;
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

/** Of the machine: a turn in which others had more than this is taken again. */
export const mostOfOthers = 0.15;
/** So often a turn is taken at most. */
const mostTries = 8;

/** How often turns were disturbed, and how many there were. */
export interface Disturbed {
  turns: number;
  again: number;
  /** Of those that others disturbed to the last. */
  kept: number;
}

export const undisturbed = (): Disturbed => ({ turns: 0, again: 0, kept: 0 });

/** The milliseconds of a turn in which others left the machine alone, or of the least disturbed one. */
const quietTurn = async (contestant: Timed, steps: number, disturbed: Disturbed): Promise<number> => {
  let best = { share: Number.POSITIVE_INFINITY, milliseconds: 0 };
  for (let tries = 0; tries < mostTries; tries++) {
    disturbed.turns += 1;
    const before = usageOf(contestant.pid);
    const milliseconds = await contestant.run(steps);
    const after = usageOf(contestant.pid);
    if (before === undefined || after === undefined) return milliseconds;
    const share = shareOfOthers(before, after);
    if (share <= mostOfOthers) return milliseconds;
    disturbed.again += 1;
    if (share < best.share) best = { share, milliseconds };
  }
  disturbed.kept += 1;
  return best.milliseconds;
};

/**
 * Times contestants in turns of 300 ms or one step. Each warms up first; who goes first changes from round to round.
 * Turns that others disturbed are dropped, and counted.
 *
 * @returns of each contestant, the milliseconds a step of each round
 */
export const interleave = async (
  contestants: readonly Timed[],
  rounds: number,
  { turn = 300, disturbed = undisturbed() }: { turn?: number; disturbed?: Disturbed } = {},
): Promise<readonly (readonly number[])[]> => {
  const steps: number[] = [];
  for (const contestant of contestants) steps.push(await stepsOfTurn(contestant, turn));
  const milliseconds = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const order = contestants.map((_, i) => (i + round) % contestants.length);
    for (const i of order) milliseconds[i]!.push((await quietTurn(contestants[i]!, steps[i]!, disturbed)) / steps[i]!);
  }
  return milliseconds;
};
