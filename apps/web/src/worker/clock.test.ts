import { expect, test } from 'vitest';
import { createPace, createStopwatch } from './clock.ts';

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

test('speed and time left are by the last ten seconds; the time left is unknown for the first', () => {
  const pace = createPace();
  expect(pace({ elapsed: 0, step: 100, host: 0 }, 900)).toBeUndefined();
  expect(pace({ elapsed: 900, step: 190, host: 45 }, 810)).toEqual({
    ...{ stepsPerSecond: 100, hostTimePerStep: 0.5, secondsLeft: undefined },
  });
  expect(pace({ elapsed: 2000, step: 300, host: 200 }, 700)).toEqual({
    ...{ stepsPerSecond: 100, hostTimePerStep: 1, secondsLeft: 7 },
  });
  expect(pace({ elapsed: 12_000, step: 400, host: 400 }, 600)).toEqual({
    ...{ stepsPerSecond: 10, hostTimePerStep: 2, secondsLeft: 60 },
  });
});

test('without a step there is no rate', () => {
  const pace = createPace();
  pace({ elapsed: 0, step: 5, host: 0 }, 95);
  expect(pace({ elapsed: 3000, step: 5, host: 0 }, 95)).toBeUndefined();
});
