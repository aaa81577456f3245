import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeWorkerEarly, takeWorker } from './firstWorker.ts';

class Fake {
  static made: Fake[] = [];
  onerror: ((event: Event) => void) | null = null;
  constructor() {
    Fake.made.push(this);
  }
}

beforeEach(() => {
  Fake.made = [];
  vi.stubGlobal('Worker', Fake);
});
afterEach(() => vi.unstubAllGlobals());

test('the worker that was made early is given once; then others are made', () => {
  makeWorkerEarly();
  expect(Fake.made).toHaveLength(1);
  expect(takeWorker()).toBe(Fake.made[0]);
  expect(takeWorker()).toBe(Fake.made[1]);
});

test('one that failed before anybody could hear it is made anew', () => {
  makeWorkerEarly();
  const error = new Event('error', { cancelable: true });
  Fake.made[0]!.onerror!(error);
  expect(error.defaultPrevented).toBe(true);
  expect(takeWorker()).toBe(Fake.made[1]);
});
