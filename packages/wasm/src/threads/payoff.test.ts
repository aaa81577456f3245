import { expect, test } from 'vitest';
import { createPayoff } from './payoff.ts';

/** Launches of 1 ms on one thread, on a clock of their own. */
const start = () => {
  let time = 0;
  const payoff = createPayoff(() => time);
  /** Does one, which takes `shared` ms where it is shared, half of the work being done here. */
  const launch = (shared: number): boolean => {
    const shares = payoff.shares();
    time += shares ? shared : 1;
    if (shares) payoff.shared(0, 1e6, shared, { milliseconds: 0.5, share: 0.5 });
    else payoff.alone(0, 1e6, 1);
    return shares;
  };
  const launchFor = (ms: number, shared: number): number => {
    const begun = time;
    let together = 0;
    while (time < begun + ms) if (launch(shared)) together += 1;
    return together;
  };
  return { launch, launchFor, now: () => time };
};

test('what is faster together is shared', () => {
  const { launchFor } = start();
  expect(launchFor(1000, 0.5)).toBe(2000);
});

test('a hiccup changes nothing where sharing goes well', () => {
  const { launch, launchFor } = start();
  launchFor(10, 0.5);
  launch(50);
  expect(launchFor(100, 0.5)).toBe(200);
});

test('where threads are late, all that is lost is a hundredth and the first trials', () => {
  const { launchFor, now } = start();
  const together = launchFor(60_000, 4);
  expect(together).toBeGreaterThan(50);
  expect(together * 3).toBeLessThan(0.01 * now());
});

test('it is shared again a second after the machine has become quiet', () => {
  const { launch, launchFor, now } = start();
  launchFor(20_000, 4);
  const quiet = now();
  while (!launch(0.5));
  expect(now() - quiet).toBeLessThan(1002);
  expect(launchFor(100, 0.5)).toBe(200);
});

test('after a trial that wins, pauses are short again', () => {
  const { launch, launchFor, now } = start();
  launchFor(20_000, 4);
  launchFor(2000, 0.5);
  launchFor(20, 4);
  const paused = now();
  while (!launch(4));
  expect(now() - paused).toBeLessThan(40);
});

test('each kernel has a pace of its own', () => {
  let time = 0;
  const payoff = createPayoff(() => time);
  for (let i = 0; i < 1000; i++) {
    // One thousandth of the time that its work was estimated at, and a thousand times that: both are worth sharing.
    for (const [kernel, scale] of [0.001, 1000].entries()) {
      expect(payoff.shares()).toBe(true);
      time += 0.6 * scale;
      payoff.shared(kernel, 1e6, 0.6 * scale, { milliseconds: 0.5 * scale, share: 0.5 });
    }
  }
});
