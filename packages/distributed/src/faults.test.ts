import { beforeAll, describe, expect, test } from 'vitest';
import { type Family, lacksMpi } from '../testing/families.ts';
import type { Fault } from '../testing/fault.ts';
import { inject, type Remains, unbroken } from '../testing/injected.ts';

/** Of MPICH's `mpirun`, 9 where a rank was killed. */
const killed = [9, 137];

const faults: readonly (readonly [
  Family,
  Fault & { limit?: number },
  then: number,
  codes: readonly number[],
  said: string,
])[] = [
  ['openmpi', { rank: 1, harm: 'kill', place: 'gradient', after: 5 }, 1, killed, ''],
  ['mpich', { rank: 0, harm: 'kill', place: 'write', after: 3 }, 1, killed, ''],
  ['openmpi', { rank: 0, harm: 'kill', place: 'rename', after: 4 }, 4, killed, ''],
  ['mpich', { rank: 1, harm: 'kill', place: 'start', after: 0 }, 1, killed, ''],
  ['openmpi', { rank: 1, harm: 'kill', place: 'sum', after: 12 }, 1, killed, ''],
  ['mpich', { rank: 1, harm: 'stop', place: 'update', after: 4, limit: 3 }, 1, [75], 'rank 0 waited 3 s for rank 1'],
  ['openmpi', { rank: 1, harm: 'exit 0', place: 'callback', after: 4 }, 1, [70], 'rank 1 ended before the others'],
  ['mpich', { rank: 0, harm: 'exit 0', place: 'callback', after: 4 }, 1, [70], 'rank 0 ended before the others'],
  ['mpich', { rank: 1, harm: 'exit 3', place: 'evaluation', after: 1 }, 1, [3], 'rank 1 ended before the others'],
  ['openmpi', { rank: 1, harm: 'throw', place: 'gradient', after: 1 }, 1, [1], 'a fault of the test'],
  ['openmpi', { rank: 1, harm: 'term', place: 'callback', after: 5 }, 1, [143], ''],
  ['mpich', { rank: 0, harm: 'term', place: 'callback', after: 5 }, 1, [143], ''],
];

const lacks = lacksMpi.openmpi ?? lacksMpi.mpich;

describe.skipIf(lacks !== undefined)(`a run that is harmed${lacks === undefined ? '' : ` (${lacks})`}`, () => {
  let whole: Remains;
  beforeAll(async () => {
    whole = await unbroken('mpich');
    expect(whole.epochs).toBe(4);
  });

  test.each(faults)(
    '%s: %j; on %i it goes on to the bits of the unbroken one',
    async (family, fault, then, codes, said) => {
      const [broken, after] = await inject({ family, size: 2, fault, then });
      expect(codes, broken.stderr).toContain(broken.code);
      expect([broken.left, broken.late]).toEqual([[], false]);
      expect(broken.stderr).toContain(said);
      expect(after).toEqual(whole);
    },
    120_000,
  );
});
