import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followNotices, longEnough } from './notices.ts';
import { notice, phase } from './run.ts';

beforeEach(() => {
  vi.useFakeTimers();
  notice.value = undefined;
  phase.value = 'starting';
  followNotices();
});
afterEach(() => void vi.useRealTimers());

test('a note under a run that goes on is gone after a while, also one that came before it went on', () => {
  notice.value = 'a';
  phase.value = 'running';
  vi.advanceTimersByTime(longEnough - 1);
  expect(notice.value).toBe('a');
  vi.advanceTimersByTime(1);
  expect(notice.value).toBeUndefined();
});

test('each note has its own time', () => {
  phase.value = 'running';
  notice.value = 'a';
  vi.advanceTimersByTime(longEnough - 1);
  notice.value = 'b';
  vi.advanceTimersByTime(longEnough - 1);
  expect(notice.value).toBe('b');
});

test('a note goes when its run comes to rest; one that tells why it rests stays', () => {
  phase.value = 'running';
  notice.value = 'a';
  phase.value = 'recovering';
  expect(notice.value).toBe('a');
  phase.value = 'running';
  phase.value = 'paused';
  expect(notice.value).toBeUndefined();
  notice.value = 'b';
  vi.advanceTimersByTime(10 * longEnough);
  expect(notice.value).toBe('b');
});
