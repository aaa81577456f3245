import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { byMissingKernel, type Comparison, compare } from './compare.ts';
import { mistaken } from './mistaken.ts';
import type { Outcome } from './outcome.ts';
import { run } from './run.ts';
import { section } from './section.ts';

/** The kernels that tfjs's wasm backend lacks for gradients, and ours adds. */
const added = [
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'DepthwiseConv2dNativeBackpropFilter',
  'UnsortedSegmentSum',
];

let published: readonly Outcome[];
let one: readonly Outcome[];
let two: readonly Outcome[];
let found: Comparison;

beforeAll(async () => {
  const program = await bundle();
  // Two at a time. The second seed finds specs that pass by chance.
  const [first, second] = await Promise.all([1, 2].map((seed) => run(program, { backend: 'wasm', seed })));
  [one = [], two = []] = await Promise.all(
    [1, 2].map((threads) => run(program, { backend: 'wasm', seed: 1, threads })),
  );
  published = first ?? [];
  found = compare([published, second ?? []], one);
});

test('all specs of tfjs-core run, and those that pass on its wasm backend as published are thousands', () => {
  expect(published.length).toBeGreaterThan(4000);
  expect(found.passed.length).toBeGreaterThan(3800);
});

test('no spec that passes on the wasm backend as published fails with our kernels, but for those that ask for a wrong number', () => {
  const lost = Object.fromEntries([...found.lost].filter(([name]) => mistaken[name] === undefined));
  expect(lost).toEqual({});
});

test('one thread and two give the same outcomes', () => {
  const statuses = new Map(one.map(({ name, status }) => [name, status]));
  expect(two.filter(({ name, status }) => statuses.get(name) !== status)).toEqual([]);
  expect(two.length).toBe(one.length);
});

describe('each spec that failed for want of a kernel passes where ours adds it', () => {
  test.each(added)('%s', (kernel) => {
    const specs = byMissingKernel(found).get(kernel) ?? [];
    const failing = specs.filter((name) => !found.gained.includes(name));
    expect(specs).not.toEqual([]);
    expect(one.filter(({ name }) => failing.includes(name))).toEqual([]);
  });
});

test('support.md has the counts that docs/support.md shows', async () => {
  await expect(section(found)).toMatchFileSnapshot('../support.md');
});
