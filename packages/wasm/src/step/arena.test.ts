import { expect, it } from 'vitest';
import { placeOf } from '../recording/places.ts';
import type { Launch, Region } from '../recording/recording.ts';
import { arenaOf } from './arena.ts';
import type { Phase } from './phases.ts';

const launch = (...regions: number[]): Launch => ({
  of: 'A',
  key: 'A',
  write: () => undefined,
  args: regions.map(placeOf),
  split: { count: 1, work: 1 },
});
const phase = (...launches: Launch[]): Phase => ({ groups: [{ launches, chunks: 2 }] });
const made = (bytes: number): Region => ({ kind: 'made', bytes });

it('what lives at once lies side by side, what does not takes the place of what was', () => {
  const regions = [made(100), made(300), made(128), made(1)];
  const phases = [phase(launch(0, 1)), phase(launch(1, 2)), phase(launch(2, 3))];
  const { offsets, bytes } = arenaOf(phases, regions);
  expect([...offsets]).toEqual([
    [0, 0],
    [1, 128],
    [2, 0],
    [3, 128],
  ]);
  expect(bytes).toBe(512);
});

it('launches of one phase may run at any time in it', () => {
  const { bytes } = arenaOf([phase(launch(0), launch(1))], [made(128), made(128)]);
  expect(bytes).toBe(256);
});

it('launches of one thread alone are moments of their own', () => {
  const inTurn = { groups: [{ launches: [launch(0), launch(1)], chunks: 1 }] };
  expect(arenaOf([inTurn], [made(128), made(128)]).bytes).toBe(128);
});

it('what a table leads to lives while the table is read', () => {
  const regions = [made(128), { kind: 'table', words: [placeOf(0)] } as Region, made(128)];
  const { offsets } = arenaOf([phase(launch(0)), phase(launch(2)), phase(launch(1))], regions);
  expect([...offsets]).toEqual([
    [0, 0],
    [2, 128],
  ]);
});

it('tensors and constants are elsewhere', () => {
  const regions: Region[] = [
    { kind: 'tensor', index: 0, bytes: 4 },
    { kind: 'constant', data: new Uint8Array(4) },
  ];
  expect(arenaOf([phase(launch(0, 1))], regions)).toEqual({ offsets: new Map(), bytes: 0 });
});
