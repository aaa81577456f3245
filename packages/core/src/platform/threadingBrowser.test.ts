import { afterEach, expect, test, vi } from 'vitest';
import { threading } from './threadingBrowser.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A Worker as pages have them, which the test answers for. */
class FakeWorker {
  static last: FakeWorker;
  onmessage: (() => void) | undefined;
  onerror: ((event: { message: string }) => void) | undefined;
  readonly posted: unknown[] = [];
  terminated = false;
  readonly source: Promise<string>;
  constructor(url: string) {
    this.source = fetch(url).then((response) => response.text());
    FakeWorker.last = this;
  }
  postMessage(data: unknown): void {
    this.posted.push(data);
  }
  terminate(): void {
    this.terminated = true;
  }
}

test('threads can share memory where the page is isolated, and else the reason is told', () => {
  expect(threading.canShare()).toBe('there are no workers here');
  vi.stubGlobal('Worker', FakeWorker);
  expect(threading.canShare()).toMatch(
    /^the page is not cross-origin isolated; serve it with Cross-Origin-Opener-Policy/,
  );
  vi.stubGlobal('crossOriginIsolated', true);
  expect(threading.canShare()).toBe(true);
});

test('cores are what the browser tells', () => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 6 });
  expect(threading.cores()).toBe(6);
  vi.stubGlobal('navigator', undefined);
  expect(threading.cores()).toBe(1);
});

test('a thread may wait unless the browser forbids it', () => {
  expect(threading.mayWait()).toBe(true);
  vi.stubGlobal('Atomics', {
    wait: () => {
      throw new TypeError('Atomics.wait cannot be called in this context');
    },
  });
  expect(threading.mayWait()).toBe(false);
});

test('a thread gets its program and its data, and says when it is ready', async () => {
  vi.stubGlobal('Worker', FakeWorker);
  const thread = threading.startThread('(data, ready) => ready()', { answer: 42 });
  const worker = FakeWorker.last;
  expect(await worker.source).toContain('(data, ready) => ready()');
  expect(worker.posted).toEqual([{ answer: 42 }]);
  worker.onmessage?.();
  await thread.ready;
  expect(thread.end()).toBeUndefined();
  await thread.terminate();
  expect(worker.terminated).toBe(true);
  expect(thread.end()).toBe('it was terminated');
});

test.each([
  ['', 'it did not start: does the Content-Security-Policy have worker-src blob: ?'],
  ['out of memory', 'out of memory'],
])('a thread that fails with "%s" is known to have ended', async (message, reason) => {
  vi.stubGlobal('Worker', FakeWorker);
  const thread = threading.startThread('() => {}', undefined);
  FakeWorker.last.onerror?.({ message });
  await expect(thread.ready).rejects.toThrow(reason);
  expect(thread.end()).toBe(reason);
});

test('Emscripten has no listeners here to be taken care of', async () => {
  expect(await threading.withoutRethrowers(async () => 3)).toBe(3);
  const run = vi.fn();
  threading.keepListeners(run);
  expect(run).toHaveBeenCalledOnce();
});
