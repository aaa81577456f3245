import { expect, it } from 'vitest';
import { testRuntime } from '../../testing/testRuntime.ts';
import { reserve } from './workspace.ts';

it('steps share the room of the largest, which is given back with the last', () => {
  const runtime = testRuntime();
  const small = reserve(runtime, 1000);
  const before = small.address();
  expect(before % 128).toBe(0);
  const large = reserve(runtime, 5000);
  expect(large.address()).not.toBe(before);
  expect(small.address()).toBe(large.address());
  const other = reserve(runtime, 4000);
  expect(other.address()).toBe(large.address());
  expect(runtime.borrowed()).toBe(1);
  for (const each of [small, large]) each.release();
  expect(runtime.borrowed()).toBe(1);
  other.release();
  expect(runtime.borrowed()).toBe(0);
});

it('where there is no more, the others keep theirs', () => {
  const runtime = testRuntime();
  const step = reserve(runtime, 1000);
  const before = step.address();
  const allocate = runtime.allocate;
  const full = Object.assign(runtime, {
    allocate: (): number => {
      throw new RangeError('no memory left');
    },
  });
  expect(() => reserve(full, 5000)).toThrow('no memory left');
  expect(step.address()).toBe(before);
  Object.assign(runtime, { allocate });
  step.release();
  expect(runtime.borrowed()).toBe(0);
});
