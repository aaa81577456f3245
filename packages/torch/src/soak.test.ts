import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { lacksTorch, provideTorch } from '@tests/kit/python';
import { describe, expect, test } from 'vitest';
import type { Held } from '../testing/soak.ts';

/** `KINDLING_SOAK=10000` makes a long run of it. */
const steps = Number(process.env.KINDLING_SOAK ?? 3000);

interface Told {
  readonly first: number;
  readonly last: number;
  readonly before: Held;
  readonly after: Held;
}

/** In a process of its own: that of the tests has memory that comes and goes. */
const soak = (): Told => {
  provideTorch();
  const program = join(import.meta.dirname, '../testing/soak.ts');
  const flags = ['--expose-gc', '--conditions=@kindling/source'];
  return JSON.parse(execFileSync(process.execPath, [...flags, program, String(steps)], { encoding: 'utf8' })) as Told;
};

describe.skipIf(lacksTorch !== undefined)(`a long training on PyTorch (${lacksTorch ?? 'CPU'})`, () => {
  test(`${steps} steps leave memory as it was`, { timeout: 60_000 + steps * 50 }, () => {
    const { first, last, before, after } = soak();
    const measured = { native: 0, malloc: 0, heap: 0 };
    expect({ ...after, ...measured }).toEqual({ ...before, ...measured });
    expect(after.live).toBe(0);
    expect(after.heap - before.heap).toBeLessThan(4 << 20);
    expect(after.native - before.native).toBeLessThan(16 << 20);
    expect(after.malloc - before.malloc).toBeLessThan(2 << 20);
    expect(last).toBeLessThan(first);
  });
});
