import { expect, test } from 'vitest';
import { createEta, createStopwatch } from './clock.ts';

test('a stopwatch counts what it ran', () => {
  let time = 0;
  const watch = createStopwatch(() => time, 500);
  time = 100;
  expect(watch.elapsed).toBe(500);
  watch.run();
  watch.run();
  time = 350;
  expect(watch.elapsed).toBe(750);
  watch.rest();
  watch.rest();
  time = 9000;
  expect(watch.elapsed).toBe(750);
});

test('the time left is by the last ten seconds, and unknown for the first', () => {
  const eta = createEta();
  expect(eta({ elapsed: 0, step: 100 }, 900)).toBeUndefined();
  expect(eta({ elapsed: 999, step: 190 }, 810)).toBeUndefined();
  expect(eta({ elapsed: 2000, step: 300 }, 700)).toBeCloseTo(7);
  expect(eta({ elapsed: 12_000, step: 400 }, 600)).toBeCloseTo(60);
});

test('without a step there is no rate', () => {
  const eta = createEta();
  eta({ elapsed: 0, step: 5 }, 95);
  expect(eta({ elapsed: 3000, step: 5 }, 95)).toBeUndefined();
});
