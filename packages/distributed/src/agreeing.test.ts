import { beforeAll, describe, expect, test } from 'vitest';
import type { Differing, Otherwise, Seen } from '../testing/programs/differing.ts';
import { runThreads } from '../testing/threadWorld.ts';

const program = new URL('../testing/programs/differing.ts', import.meta.url);

const stops = [
  ['stops after a batch', 0, 1, 1],
  ['stops after a batch', 1, 2, 1],
  ['stops after a batch', 2, 3, 2],
  ['stops after an epoch', 0, 2, 1],
  ['stops after an epoch', 3, 8, 4],
  ['stops at the beginning', 0, 0, 0],
  ['stops at the beginning of an epoch', 1, 2, 2],
] as const;

const aborts = [
  ['is aborted before', 0, 0],
  ['is aborted in a batch', 0, 1],
  ['is aborted in a batch', 3, 4],
  ['is aborted in an epoch', 1, 4],
  ['is aborted in the evaluation', 0, 2],
] as const;

const refused = [
  ['has another rate', 'across: rank 1 trains at the rate 0.05, and rank 0 at that of the optimizer'],
  [
    'has another optimizer',
    'fit: rank 1 differs from rank 0 in its optimizer; every process must run the same program',
  ],
  ['has another model', 'fit: rank 1 differs from rank 0 in its model'],
  ['has another length', 'fit: rank 1 differs from rank 0 in its data'],
  ['has other arrays', 'fit: rank 1 differs from rank 0 in its arrays'],
  ['has other weights', 'fit: rank 1 differs from rank 0 in its seed'],
  ['trains more epochs', 'fit: rank 1 differs from rank 0 in its epochs'],
  [
    'has fewer rows',
    'across: rank 1 has a batch of 3 rows, and rank 0 one of 4; every process must have as many, or its rows would count',
  ],
  ['drifts', 'fit: rank 1 differs from rank 0 in its weights'],
  [
    'has one batch less',
    'across: rank 1 is at the end of the data, after 1 steps, and rank 0 at a step, after 1 steps; every process must have as many batches',
  ],
] as const;

const runs: readonly Differing[] = [
  { otherwise: 'nothing' },
  { otherwise: 'has nothing to evaluate' },
  ...[0, 1].flatMap((who) => [...stops, ...aborts].map(([otherwise, at]) => ({ otherwise, at, who }))),
  ...refused.map(([otherwise]) => ({ otherwise })),
];

/** Of each run, what each rank saw. */
let seen: readonly (readonly Seen[])[] = [];

beforeAll(async () => {
  const delays = { seed: 1, milliseconds: 2 };
  seen = await runThreads<readonly Seen[]>(2, program, { data: runs, limit: 60, delays });
});

/** What each rank saw of a run. */
const ranksOf = (otherwise: Otherwise, at?: number, who?: number): readonly [Seen, Seen] => {
  const i = runs.findIndex((run) => run.otherwise === otherwise && run.at === at && run.who === who);
  return [seen[0]![i]!, seen[1]![i]!];
};

/** What every rank must have seen alike. */
const alike = ({ losses, steps, kernel }: Seen) => ({ losses, steps, kernel });

test('logs, weights and steps are those of the whole, on every rank; one leads', () => {
  const [first, second] = ranksOf('nothing');
  expect(first.ended).toBe('well');
  expect(alike(second)).toEqual(alike(first));
  expect(first.steps).toBe(8);
  expect(first.told).toEqual([...Array(8).fill('8 true'), 'completed']);
  expect(second.told).toEqual([...Array(8).fill('8 false'), 'completed']);
});

test('a rank that has no row to evaluate has its part in the whole all the same', () => {
  const [first, second] = ranksOf('has nothing to evaluate');
  expect([first.ended, second.ended, first.steps]).toEqual(['well', 'well', 8]);
  expect(alike(second)).toEqual(alike(first));
});

describe.each([0, 1])('where rank %i', (who) => {
  test.each(stops)('%s, %i, all stop after step %i', (otherwise, at, steps, epochs) => {
    const ranks = ranksOf(otherwise, at, who);
    for (const rank of ranks) {
      expect(rank.ended).toBe('well');
      expect([rank.steps, rank.losses.length]).toEqual([steps, epochs]);
      expect(alike(rank)).toEqual(alike(ranks[0]));
    }
  });

  test.each(aborts)('%s, %i, all end after step %i', (otherwise, at, steps) => {
    const ranks = ranksOf(otherwise, at, who);
    expect(ranks[who]!.ended).toBe('told to');
    expect(ranks[1 - who]!.ended).toBe(`fit: rank ${who} was told to end the run`);
    for (const rank of ranks) {
      expect([rank.steps, rank.kernel]).toEqual([steps, ranks[0].kernel]);
      expect(rank.told.at(-1)).toBe('aborted');
    }
  });
});

test.each(refused)('a rank that %s is named on every rank', (otherwise, message) => {
  for (const { ended } of ranksOf(otherwise)) expect(ended).toContain(message);
});
