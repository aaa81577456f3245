import { expect, test } from 'vitest';
import { createPlans } from './plans.ts';

const named = (from: number, count: number) => Array.from({ length: count }, (_, i) => `step ${from + i}`);

test('a plan is found again; of too many, the one that was not needed for long makes room', () => {
  const plans = createPlans();
  const first = plans.of('step 0')!;
  for (const name of named(1, 63)) plans.of(name);
  expect(plans.of('step 0')).toBe(first);
  expect(plans.of('step 64')).toBeUndefined();
  for (let call = 0; call < 1000; call++) plans.of('step 0');
  expect(plans.of('step 64')).toBeDefined();
  expect(plans.of('step 0')).toBe(first);
  const names = [...plans.entries()].map(([name]) => name).sort();
  expect(names).toEqual(['step 0', ...named(2, 63)].sort());
});

test('what makes room, and what is there at the end, is disposed of', () => {
  const plans = createPlans();
  const [old] = named(0, 64).map((name) => plans.of(name)!);
  for (let call = 0; call < 1000; call++) plans.of('step 1');
  const next = plans.of('step 64')!;
  expect([old!.state.kind, next.state.kind]).toEqual(['eager', 'new']);
  plans.dispose();
  expect(next.state.kind).toBe('eager');
});
