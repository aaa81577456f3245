import { eager } from '@kindling/train';
import { describe, expect, test } from 'vitest';
import { type Family, families, lacksMpi } from '../testing/families.ts';
import { mpirun } from '../testing/mpirun.ts';
import type { Outcome, Trained } from '../testing/programs/trained.ts';
import { runThreads } from '../testing/threadWorld.ts';
import { across } from './across.ts';
import { alone } from './worlds/alone.ts';

const runs: readonly Trained[] = [
  { net: 'mlp', backend: 'cpu', engine: 'eager' },
  { net: 'mlp', backend: 'wasm', engine: 'eager' },
  { net: 'cnn', backend: 'wasm', engine: 'eager' },
  { net: 'cnn', backend: 'wasm', engine: 'jit' },
  { net: 'mlp', backend: 'wasm', engine: 'jit', feed: 'arrays' },
];

const trained = (size: number, shards: number, list = runs): Promise<readonly (readonly Outcome[])[]> =>
  runThreads<readonly Outcome[]>(size, new URL('../testing/programs/trained.ts', import.meta.url), {
    shards,
    data: list,
    limit: 100,
  });

/** A plan is met sooner where a process has more shards. */
const bitsOf = ({ plans, ...bits }: Outcome): Omit<Outcome, 'plans'> => bits;

test.each([
  [4, [1, 2, 4]],
  [6, [1, 3]],
])(
  'with %i shards a run has the same bits on any number of processes',
  async (shards, sizes) => {
    const [whole] = await trained(1, shards);
    for (const size of sizes.filter((each) => each > 1))
      for (const [rank, outcomes] of (await trained(size, shards)).entries())
        for (const [i, outcome] of outcomes.entries())
          expect(bitsOf(outcome), `${JSON.stringify(runs[i])}, rank ${rank} of ${size}`).toEqual(bitsOf(whole![i]!));
    // It is the numbers of a run, not of none; and eager's are the compiled.
    expect(whole!.map(({ steps }) => steps > 4)).not.toContain(false);
    expect(whole![3]!.weights).toBe(whole![2]!.weights);
    expect(whole![0]!.weights).not.toBe(whole![2]!.weights);
    for (const i of [3, 4])
      expect(whole![i]!.plans).toEqual(
        expect.arrayContaining(['evaluate compiled', 'gradients compiled', 'update compiled']),
      );
  },
  120_000,
);

test('several shards come to what one does with the same global batch', async () => {
  const mlp = runs[1]!;
  const [[one], ranks] = await Promise.all([trained(1, 1, [mlp]), trained(2, 4, [mlp, { ...mlp, order: 'engine' }])]);
  expect(ranks[1]).toEqual(ranks[0]);
  const [expected] = one!;
  for (const got of ranks[0]!) {
    expect(got.weights).not.toBe(expected!.weights);
    expect(got.steps).toBe(expected!.steps);
    for (const [i, value] of expected!.some.entries()) expect(Math.abs(got.some[i]! - value)).toBeLessThan(1e-6);
  }
}, 60_000);

test('a world of one process and one shard is the engine itself', () => {
  const engine = eager();
  expect(across(alone(1, 60), { engine })).toBe(engine);
  expect(across(alone(2, 60), { engine })).not.toBe(engine);
});

test('an engine that trains alone, and what is no option, are refused', () => {
  const deaf = across(alone(2, 60), { engine: (program, { seed }) => eager()(program, { seed }) });
  const program = {
    init: () => ({ params: {}, state: {}, slots: {} }),
    sums: () => ({}),
  };
  expect(() => deaf(program as never, { seed: 1 })).toThrow('across: this engine trains alone');
  expect(() => across(alone(2, 60), { engine: 'jit' as never })).toThrow(
    'across: engine must be an engine, such as jit()',
  );
  expect(() => across(alone(2, 60), { order: 'ring' as never })).toThrow("across: order must be 'tree' or 'engine'");
  // @ts-expect-error a letter too many
  expect(() => across(alone(2, 60), { orders: 'tree' })).toThrow('did you mean "order"?');
});

const named = (family: Family): string => (lacksMpi[family] === undefined ? family : `${family} (${lacksMpi[family]})`);

describe.each(families)('under mpirun', (family) => {
  test.skipIf(lacksMpi[family] !== undefined)(
    `${named(family)}: the bits of threads, on 2 processes`,
    async () => {
      const some = [runs[1]!, runs[3]!];
      const { code, stdout, stderr } = await mpirun(
        family,
        2,
        new URL('../testing/programs/trainedMain.ts', import.meta.url).pathname,
        [JSON.stringify(some), 4],
      );
      expect(code, stderr).toBe(0);
      const [whole] = await trained(1, 4, some);
      const outcomes = JSON.parse(stdout.trim().split('\n').at(-1)!) as readonly Outcome[];
      expect(outcomes.map(bitsOf)).toEqual(JSON.parse(JSON.stringify(whole!.map(bitsOf))));
    },
    120_000,
  );
});
