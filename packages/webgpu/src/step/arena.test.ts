import { expect, test } from 'vitest';
import { launch, tapeOf } from '../../testing/tape.ts';
import { arenaOf, type Wanted } from './arena.ts';

const wanted = (levels: readonly number[], more: Partial<Wanted> = {}): Wanted => ({
  levels,
  elsewhere: new Set<number>(),
  lasting: new Set<number>(),
  kindOf: () => 'f32',
  most: 1e9,
  ...more,
});
const chain = [launch([1], [0]), launch([2], [1]), launch([3], [2])];
const regions = ['tensor', 'made', 'made', 'made'] as const;

test('what is not needed at the same time shares memory, and nothing is read and written in one buffer', () => {
  const { buffers, places } = arenaOf(tapeOf({ regions, launches: chain }), wanted([0, 1, 2]));
  expect(buffers).toEqual([256, 256]);
  expect(places.get(3)).toEqual(places.get(1));
  expect(places.get(2)!.buffer).not.toBe(places.get(1)!.buffer);
});

test('what is written at one level lies side by side in one buffer, but for what is of another kind', () => {
  const tape = tapeOf({
    regions,
    bytes: [0, 300, 4, 4],
    launches: [launch([1], [0]), launch([2], [0]), launch([3], [0])],
  });
  expect([...arenaOf(tape, wanted([0, 0, 0])).places.values()]).toEqual([
    { buffer: 0, offset: 0 },
    { buffer: 0, offset: 512 },
    { buffer: 0, offset: 768 },
  ]);
  const { places } = arenaOf(tape, wanted([0, 0, 0], { kindOf: (_, region) => (region === 2 ? 'vec4<f32>' : 'f32') }));
  expect([1, 2, 3].map((region) => places.get(region)!.buffer)).toEqual([0, 1, 0]);
});

test('what two launches of a level read is in no buffer that the other writes', () => {
  const launches = [launch([1], [0]), launch([2], [0]), launch([3], [1]), launch([4], [2])];
  const tape = tapeOf({ regions: [...regions, 'made'], launches });
  const { places } = arenaOf(tape, wanted([0, 1, 2, 2]));
  const [one, two, three, four] = [1, 2, 3, 4].map((region) => places.get(region)!.buffer);
  expect([one, two]).not.toContain(three);
  expect(four).toBe(three);
});

test('what is read again later, or kept to the end, keeps its memory until then', () => {
  const total = (tape: Parameters<typeof arenaOf>[0]): number =>
    arenaOf(tape, wanted([0, 1, 2])).buffers.reduce((sum, bytes) => sum + bytes, 0);
  expect(total(tapeOf({ regions, launches: chain }))).toBe(512);
  const again = [...chain.slice(0, 2), launch([3], [2, 1])];
  expect(total(tapeOf({ regions, launches: again }))).toBe(768);
  expect(total(tapeOf({ regions, launches: chain, results: [1] }))).toBe(768);
  expect(total(tapeOf({ regions, launches: chain, updates: [{ over: 0, by: 1 }] }))).toBe(768);
});

test('what lies elsewhere has no place, what lasts shares none, and no buffer gets larger than it may be', () => {
  const tape = tapeOf({ regions, launches: chain });
  const { places } = arenaOf(tape, wanted([0, 1, 2], { elsewhere: new Set([2]), lasting: new Set([1]) }));
  expect(places.has(2)).toBe(false);
  expect(places.get(3)).not.toEqual(places.get(1));
  const side = tapeOf({ regions, launches: [launch([1], [0]), launch([2], [0]), launch([3], [0])] });
  expect(arenaOf(side, wanted([0, 0, 0], { most: 512 })).buffers).toEqual([512, 256]);
});
