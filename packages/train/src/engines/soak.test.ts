import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Part } from '../../testing/soak.ts';

/** `KINDLING_SOAK=100000` makes a long run of it. */
const steps = Number(process.env.KINDLING_SOAK ?? 2000);
/** More than there are plans: the last of them are given room by others. */
const shapes = 90;

/** In a process of its own: that of the tests has memory that comes and goes. */
const soak = (): Readonly<Record<'changing' | 'many', Part>> & { readonly left: number } => {
  const program = join(import.meta.dirname, '../../testing/soak.ts');
  const flags = ['--expose-gc', '--conditions=@kindling/source'];
  const output = execFileSync(process.execPath, [...flags, program, String(steps), String(shapes)], {
    encoding: 'utf8',
  });
  return JSON.parse(output);
};

test(`${steps} compiled steps on batches of changing sizes, and ${shapes} shapes in one trainer, leave memory as it was`, {
  timeout: 120_000 + steps * 20,
}, () => {
  const { changing, many, left } = soak();
  const measured = { rss: 0, heap: 0 };
  expect({ ...changing.after, ...measured }).toEqual({ ...changing.before, ...measured });
  expect(changing.after.heap - changing.before.heap).toBeLessThan(4 << 20);
  // V8 still compiles what runs most; a tensor of 3 kB that was left at each step would be as much again.
  expect(changing.after.rss - changing.before.rss).toBeLessThan(64 << 20);
  expect(changing.last).toBeLessThan(changing.first / 2);
  // One of evaluate, which was called too seldom.
  expect([changing.plans, changing.compiled]).toEqual([9, 8]);

  expect([many.plans, many.compiled]).toEqual([64, 63]);
  const { tensors, bytes, wasm } = many.before;
  expect(many.after).toMatchObject({ tensors, bytes, wasm });
  // Where a block lies depends on which plans have made room.
  expect(many.after.firstFree - many.before.firstFree).toBeLessThan(1 << 20);
  expect(many.after.heap - many.before.heap).toBeLessThan(8 << 20);
  expect(left).toBe(0);
});
