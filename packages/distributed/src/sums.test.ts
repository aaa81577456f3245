import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { families, lacksMpi } from '../testing/families.ts';
import { mpirun } from '../testing/mpirun.ts';
import { lengths, numbersOf } from '../testing/numbers.ts';
import { runThreads } from '../testing/threadWorld.ts';
import type { Summed } from './world.ts';

const program = join(import.meta.dirname, '../testing/programs/bits.ts');

type Kind = { new (length: number): Float32Array } | { new (length: number): Float64Array };

const round = (kind: Kind, value: number): number => (kind === Float64Array ? value : Math.fround(value));

/** The tree, as it is written down: of 4 shards, or of 6. */
const treeOf = (kind: Kind, length: number, shards: number): Summed => {
  const of = Array.from({ length: shards }, (_, shard) => numbersOf(kind as typeof Float32Array, length, shard));
  const plus = (a: number, b: number): number => round(kind, a + b);
  const sum = new kind(length);
  for (let i = 0; i < length; i++) {
    const [a, b, c, d, e = 0, f = 0] = of.map((numbers) => numbers[i]!);
    const four = plus(plus(a!, b!), plus(c!, d!));
    sum[i] = shards === 4 ? four : plus(four, plus(e, f));
  }
  return sum;
};

const digest = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex')
    .slice(0, 16);

const known = new Map(
  [4, 6].map((shards) => {
    const of = (kind: Kind) => (length: number) => digest(treeOf(kind, length, shards));
    const inWasm = [3, 4097, 50_001].map(of(Float32Array));
    return [
      shards,
      {
        floats: lengths.map(of(Float32Array)),
        doubles: lengths.map(of(Float64Array)),
        alone: of(Float32Array)(1001),
        plain: inWasm,
        shared: inWasm,
        bytes: digest(Uint8Array.from({ length: 70_001 }, (_, i) => i)),
      },
    ] as const;
  }),
);

interface Line {
  readonly rank: number;
  readonly any: readonly string[];
  readonly close: readonly number[];
  readonly waited: number;
  readonly cpu: number;
  readonly afterwards: string;
  readonly handles: readonly [before: readonly number[], after: readonly number[]];
}

describe.for(families)('sums of %s', (family) => {
  const why = lacksMpi[family];
  describe.skipIf(why !== undefined).concurrent(`(${why ?? 'installed'})`, () => {
    test.for([
      // What starts one rank is alike.
      ...(family === 'mpich' ? [[1, 4] as const] : []),
      [2, 4],
      [4, 4],
      [3, 6],
    ] as const)(
      'on %i ranks they have the bits of the tree over %i shards',
      { timeout: 120_000 },
      async ([ranks, shards]) => {
        const { code, stdout, stderr, late, left } = await mpirun(family, ranks, program, [shards], { limit: 100 });
        expect({ code, stderr, late, left }).toEqual({ code: 0, stderr: '', late: false, left: [] });
        const lines = stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Line)
          .sort((a, b) => a.rank - b.rank);
        expect(lines).toHaveLength(ranks);
        for (const [rank, line] of lines.entries()) {
          expect(line).toMatchObject({ rank, size: ranks, shards, leads: rank === 0, ...known.get(shards)! });
          // In the library's own order: near, and alike everywhere.
          expect(line.any).toEqual(lines[0]!.any);
          for (const far of line.close) expect(far).toBeLessThan(5e-2);
          expect(line.afterwards).toMatch('this world was left');
          const [before, after] = line.handles;
          expect(after).toEqual(before);
        }
        // Where a rank waits it naps: a busy wait would use all of the time.
        const waiting = lines.slice(0, -1);
        for (const { waited, cpu } of waiting) {
          expect(waited).toBeGreaterThan(300);
          expect(cpu).toBeLessThan(0.5 * waited);
        }
      },
    );
  });
});

test('a world of one has the same bits, whatever the shards', { timeout: 30_000 }, async () => {
  for (const shards of [4, 6]) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--conditions=@kindling/source',
      program,
      String(shards),
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ rank: 0, size: 1, shards, ...known.get(shards)! });
  }
});

describe('worlds of threads', () => {
  const threads = join(import.meta.dirname, '../testing/programs/threadBits.ts');
  type Sums = Readonly<Record<'floats' | 'doubles' | 'any' | 'bytes', readonly string[]>>;

  test.for([
    [4, 4],
    [3, 6],
    [6, 6],
  ] as const)('%i of them have the bits of the tree over %i shards, with delays', async ([ranks, shards]) => {
    const { floats, doubles } = known.get(shards)!;
    const sums = await runThreads<Sums>(ranks, threads, { shards, delays: { seed: ranks, milliseconds: 3 } });
    expect(sums).toHaveLength(ranks);
    for (const sum of sums) {
      expect(sum).toMatchObject({
        floats,
        doubles,
        bytes: [digest(Uint8Array.from({ length: 300_001 }, (_, i) => i))],
      });
      expect(sum.any).toEqual(sums[0]!.any);
    }
  });

  test.for([
    ['exit', 70, 'rank 1 ended before the others, without leave'],
    ['stay away', 75, 'rank 0 waited 0.3 s for the others in sumInOrder'],
    [
      'longer',
      70,
      'rank 0 is in sumInOrder of 3 numbers in 1 array, and rank 1 is in sumInOrder of 4 numbers in 1 array',
    ],
    ['abort', 2, 'rank 1: wrong options'],
  ] as const)('a thread that does "%s" ends its world with %i', async ([data, code, message]) => {
    await expect(runThreads(2, threads, { data, limit: data === 'stay away' ? 0.3 : 20 })).rejects.toMatchObject({
      code,
      message,
    });
  });

  test('an error of a thread is told', async () => {
    await expect(runThreads(2, threads, { data: 'throw' })).rejects.toThrow('bad batch');
  });
});
