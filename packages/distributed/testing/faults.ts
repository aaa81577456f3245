// node --conditions=@kindling/source packages/distributed/testing/faults.ts [count] [seed]
// Faults at random places of random ranks, of both families; each run goes on with another number of processes.

import { families } from './families.ts';
import type { Fault, Harm, Place } from './fault.ts';
import { inject, unbroken } from './injected.ts';

const [count = 300, first = 1] = process.argv.slice(2).map(Number);
const harms: readonly Harm[] = ['kill', 'kill', 'stop', 'throw', 'exit 0', 'exit 3', 'term'];
const places: readonly Place[] = ['start', 'gradient', 'sum', 'update', 'evaluation', 'callback', 'write', 'rename'];
const expected: Readonly<Record<Harm, readonly number[]>> = {
  kill: [9, 137],
  stop: [75],
  throw: [1],
  'exit 0': [70],
  'exit 3': [3],
  term: [143],
};

/** Mulberry32. */
let state = first;
const below = (bound: number): number => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
  return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
};
const one = <T>(list: readonly T[]): T => list[below(list.length)]!;

const whole = JSON.stringify(await unbroken(one(families)));
const counts: Record<string, number> = {};
for (let i = 0; i < count; i++) {
  const [family, size, then] = [one(families), one([2, 4]), one([1, 2, 4])];
  const place = one(places);
  // Only rank 0 writes; a fault that never comes is a run that ends with 0.
  const rank = place === 'write' || place === 'rename' ? 0 : below(size);
  const harm = place === 'start' ? 'kill' : one(harms);
  const fault: Fault & { limit: number } = { rank, harm, place, after: place === 'start' ? 0 : below(12), limit: 5 };
  let verdict: string;
  try {
    const [broken, after] = await inject({ family, size, fault, then });
    const isRight = [0, ...expected[harm]].includes(broken.code) && broken.left.length === 0 && !broken.late;
    verdict = !isRight
      ? `code ${broken.code}, left ${broken.left}`
      : JSON.stringify(after) === whole
        ? 'right'
        : 'bits';
  } catch (error) {
    verdict = String(error).slice(0, 200);
  }
  counts[verdict] = (counts[verdict] ?? 0) + 1;
  if (verdict !== 'right') console.log(family, size, then, JSON.stringify(fault), verdict);
}
console.log(counts);
