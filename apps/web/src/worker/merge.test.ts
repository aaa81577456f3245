import { expect, test } from 'vitest';
import { merged, withPoint } from './merge.ts';

test('few points stay as they are', () => {
  const points = [{ step: 3, steps: 3, loss: 2, accuracy: 0.1 }];
  expect(merged(points)).toBe(points);
});

test('neighbours become their mean by steps', () => {
  const points = [
    { step: 10, steps: 10, loss: 2, accuracy: 0 },
    { step: 40, steps: 30, loss: 1, accuracy: 1 },
    { step: 45, steps: 5, loss: 0.5, accuracy: 0.5 },
  ];
  expect(merged(points, 2)).toEqual([{ step: 40, steps: 40, loss: 1.25, accuracy: 0.75 }, points[2]]);
});

test('a short window at the end of an epoch belongs to the one before it', () => {
  const before = { step: 90, steps: 30, loss: 2, accuracy: 0 };
  const short = { step: 100, steps: 10, loss: 6, accuracy: 1 };
  expect(withPoint([before], short, 100)).toEqual([{ step: 100, steps: 40, loss: 3, accuracy: 0.25 }]);
});

test('so does a short one at its beginning to the one after it', () => {
  const short = { step: 110, steps: 10, loss: 6, accuracy: 1 };
  const after = { step: 140, steps: 30, loss: 2, accuracy: 0 };
  expect(withPoint([short], after, 100)).toEqual([{ step: 140, steps: 40, loss: 3, accuracy: 0.25 }]);
});

test.each([
  ['half as long', { step: 100, steps: 15 }, 100],
  ['of another epoch', { step: 100, steps: 10 }, 10],
  ['in the middle of its epoch', { step: 100, steps: 10 }, 157],
])('one that is %s stands by itself', (_, { step, steps }, perEpoch) => {
  const points = [{ step: 90, steps: 30, loss: 2, accuracy: 0 }];
  const point = { step, steps, loss: 6, accuracy: 1 };
  expect(withPoint(points, point, perEpoch)).toEqual([...points, point]);
});

test('the first one stands by itself', () => {
  const point = { step: 3, steps: 3, loss: 2, accuracy: 0.1 };
  expect(withPoint([], point, 3)).toEqual([point]);
});

test('no step and no loss is lost, however long the run', () => {
  const points = Array.from({ length: 9001 }, (_, i) => ({
    step: i + 1,
    steps: 1,
    loss: i % 7,
    accuracy: (i % 3) / 2,
  }));
  const few = merged(points);
  expect(few.length).toBeGreaterThan(1000);
  expect(few.length).toBeLessThanOrEqual(2000);
  const total = (of: readonly { steps: number; loss: number }[]) =>
    of.reduce((sum, { steps, loss }) => sum + steps * loss, 0);
  expect(total(few)).toBeCloseTo(total(points), 6);
  expect(few.reduce((sum, { steps }) => sum + steps, 0)).toBe(9001);
  expect(few.at(-1)!.step).toBe(9001);
});
