import { expect, test } from 'vitest';
import { createPayoff } from './payoff.ts';

/** Launches of 1 ms on one thread, on a clock of their own. */
const start = () => {
  let time = 0;
  const kernels = [{}, {}];
  const payoff = createPayoff(() => time);
  /** Does one of a kernel, which takes `together` ms where shared, and else `alone`; says whether it was shared. */
  const launch = (together: number, { kernel = 0, alone = 1 } = {}): boolean => {
    const isShared = payoff.shares(kernels[kernel]!);
    const took = isShared ? together : alone;
    time += took;
    payoff.tell(kernels[kernel]!, isShared, 1e6, took);
    return isShared;
  };
  /** How many of the launches that fill a time were shared, and how many there were. */
  const launchFor = (ms: number, together: number, of?: Parameters<typeof launch>[1]) => {
    const begun = time;
    const found = { shared: 0, all: 0 };
    while (time < begun + ms) {
      if (launch(together, of)) found.shared += 1;
      found.all += 1;
    }
    return found;
  };
  return { launch, launchFor, now: () => time };
};

test('what is faster together is shared, but for a look now and then', () => {
  const { launchFor } = start();
  const { shared, all } = launchFor(1000, 0.5);
  expect(shared).toBeGreaterThan(0.95 * all);
  expect(shared).toBeLessThan(all);
});

test('what is not clearly faster together is done alone', () => {
  const { launchFor } = start();
  const { shared, all } = launchFor(1000, 0.95);
  expect(shared).toBeGreaterThan(0);
  expect(shared).toBeLessThan(0.05 * all);
});

test('each kernel goes its own way, whatever its work was estimated at', () => {
  const { launch } = start();
  const counts = [0, 0];
  for (let i = 0; i < 1000; i++) {
    if (launch(0.001, { kernel: 0, alone: 0.002 })) counts[0]! += 1;
    if (launch(1.5, { kernel: 1, alone: 1 })) counts[1]! += 1;
  }
  expect(counts[0]).toBeGreaterThan(900);
  expect(counts[1]).toBeLessThan(100);
});

test('a hiccup changes nothing where sharing goes well', () => {
  const { launch, launchFor } = start();
  launchFor(100, 0.5);
  while (!launch(20));
  const { shared, all } = launchFor(100, 0.5);
  expect(shared).toBeGreaterThan(0.95 * all);
});

test('a kernel that has become faster together is found out', () => {
  const { launchFor } = start();
  launchFor(1000, 1.2);
  launchFor(2000, 0.5);
  const { shared, all } = launchFor(100, 0.5);
  expect(shared).toBeGreaterThan(0.9 * all);
});

test('a clock that saw no time pass is no reason never to look again', () => {
  const { launchFor, launch } = start();
  for (let i = 0; i < 100; i++) launch(1, { alone: 0 });
  launchFor(6000, 0.5);
  const { shared, all } = launchFor(100, 0.5);
  expect(shared).toBeGreaterThan(0.9 * all);
});

/** A step on a machine whose other users hold a core: mostly as fast as ever, but late by a turn now and then. */
const late = (i: number): number => (i % 3 === 0 ? 5 : 0.5);

test('where threads are late now and then, all that is lost is a hundredth and the first trials', () => {
  const { launch, now } = start();
  let lost = 0;
  let launches = 0;
  for (; now() < 60_000; launches++) {
    const before = now();
    launch(late(launches));
    lost += now() - before - 1;
  }
  expect(launches).toBeGreaterThan(50_000);
  expect(lost).toBeLessThan(0.012 * now());
});

test.each([2, 6, 12, 30, 100])(
  'turns of %i ms count whole: a bit more than what is won between them is lost, a tenth at most of all',
  (turn) => {
    const { launch, now } = start();
    const gain = 0.5;
    let lost = 0;
    for (let shared = 0; now() < 60_000; ) {
      const before = now();
      const isLate = shared % Math.ceil((0.8 * turn) / gain) === 1;
      if (launch(isLate ? turn + 1 : 1 - gain)) shared += 1;
      lost += now() - before - 1;
    }
    expect(lost).toBeLessThan(0.1 * now());
  },
);

test('looks at a way that is much slower are rare, however often the kernel runs', () => {
  const { launchFor, now } = start();
  const { shared, all } = launchFor(4000, 4, { alone: 0.1 });
  expect(shared).toBeGreaterThan(4);
  expect(now() - 0.1 * all).toBeLessThan(0.02 * now());
});

test('it is shared again a second after the machine has become quiet', () => {
  const { launch, launchFor, now } = start();
  for (let i = 0; now() < 20_000; i++) launch(late(i));
  const quiet = now();
  while (!launch(0.5));
  expect(now() - quiet).toBeLessThan(1100);
  launchFor(500, 0.5);
  const { shared, all } = launchFor(100, 0.5);
  expect(shared).toBeGreaterThan(0.9 * all);
});
