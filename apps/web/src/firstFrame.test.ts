import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstFrame } from './firstFrame.ts';

let frame: (() => void) | undefined;
let document: EventTarget & { readyState?: string };

beforeEach(() => {
  vi.useFakeTimers();
  frame = undefined;
  document = new EventTarget();
  document.readyState = 'interactive';
  vi.stubGlobal('document', document);
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => {
    frame = draw;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const whether = (promise: Promise<void>) => {
  const done = vi.fn();
  void promise.then(done);
  return done;
};

test('it comes in a task behind the frame', async () => {
  const done = whether(firstFrame());
  await vi.advanceTimersByTimeAsync(100);
  expect(done).not.toHaveBeenCalled();
  frame!();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveBeenCalled();
});

test('where no frame comes it is not waited for without end', async () => {
  const done = whether(firstFrame());
  await vi.advanceTimersByTimeAsync(1000);
  expect(done).toHaveBeenCalled();
});

test('a page that is still on its way is waited for', async () => {
  document.readyState = 'loading';
  const done = whether(firstFrame());
  frame!();
  await vi.advanceTimersByTimeAsync(100);
  expect(done).not.toHaveBeenCalled();
  document.dispatchEvent(new Event('DOMContentLoaded'));
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveBeenCalled();
});
