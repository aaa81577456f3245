import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenAlone } from './lock.ts';
import { isWaiting } from './run.ts';

/** One lock of each name at a time, as a browser gives them. */
const fakeLocks = () => {
  const held = new Map<string, Promise<unknown>>();
  return {
    request: (name: string, work: () => Promise<unknown>) => {
      const turn = (held.get(name) ?? Promise.resolve()).then(work);
      held.set(name, turn);
      return turn;
    },
  };
};

let locks: ReturnType<typeof fakeLocks>;
beforeEach(() => {
  vi.useFakeTimers();
  locks = fakeLocks();
  vi.stubGlobal('navigator', { locks });
  isWaiting.value = false;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a page alone works at once, and says nothing', async () => {
  const work = vi.fn();
  whenAlone(work);
  await later(5000);
  expect(work).toHaveBeenCalledTimes(1);
  expect(isWaiting.value).toBe(false);
});

test('a second tab says so, and never works while the first holds on', async () => {
  whenAlone(() => undefined);
  const work = vi.fn();
  whenAlone(work);
  await later(60_000);
  expect(isWaiting.value).toBe(true);
  expect(work).not.toHaveBeenCalled();
});

test('it works when the first is closed, and takes back what it said', async () => {
  let close = (): void => undefined;
  void locks.request('kindling-run', () => new Promise<void>((resolve) => (close = resolve)));
  const work = vi.fn();
  whenAlone(work);
  await later(5000);
  expect(isWaiting.value).toBe(true);
  close();
  await later(0);
  expect(work).toHaveBeenCalledTimes(1);
  expect(isWaiting.value).toBe(false);
});

test('a page that replaces another one waits for it in silence', async () => {
  let close = (): void => undefined;
  void locks.request('kindling-run', () => new Promise<void>((resolve) => (close = resolve)));
  const work = vi.fn();
  whenAlone(work);
  await later(300);
  expect(isWaiting.value).toBe(false);
  close();
  await later(5000);
  expect(work).toHaveBeenCalledTimes(1);
  expect(isWaiting.value).toBe(false);
});

test.each([
  ['no locks', {}],
  ['locks that it may not use', { locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } }],
])('a page with %s works all the same', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  const work = vi.fn();
  whenAlone(work);
  await later(5000);
  expect(work).toHaveBeenCalledTimes(1);
  expect(isWaiting.value).toBe(false);
});
