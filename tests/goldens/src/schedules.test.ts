import { expect, test } from 'vitest';
import { relative } from './golden.ts';
import { scheduleCases, scheduleOf } from './schedules.ts';

test.each(scheduleCases)('$name is the rate that Keras gives at each step', (scheduleCase) => {
  const rate = scheduleOf(scheduleCase);
  for (const [i, step] of scheduleCase.steps.entries()) {
    expect(relative(rate(step), scheduleCase.values[i]!)).toBeLessThan(1e-7);
  }
});
