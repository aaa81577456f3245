import { afterEach, expect, test, vi } from 'vitest';
import { cameToItsEnd, endingBySignal, exitCodeOf, interruptible } from './interrupt.ts';

afterEach(() => vi.restoreAllMocks());

/** The listeners of ours alone: what else listens in this process is not to hear of it. */
const press = (before: readonly Function[], signal: NodeJS.Signals = 'SIGINT'): void => {
  for (const listener of process.listeners('SIGINT')) if (!before.includes(listener)) listener(signal);
};

const throwingExit = () =>
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });

test('work that is left alone gives its result', async () => {
  const told = vi.fn();
  expect(await interruptible(told, async () => 3)).toBe(3);
  expect(told).not.toHaveBeenCalled();
});

test('a first Ctrl-C asks the work to end, and lets it', async () => {
  const before = process.listeners('SIGINT');
  const told = vi.fn();
  const result = await interruptible(told, async (signal) => {
    press(before);
    return signal.aborted;
  });
  expect(result).toBe(true);
  expect(told).toHaveBeenCalledOnce();
});

test('a second one ends the process', async () => {
  const before = process.listeners('SIGINT');
  const exit = throwingExit();
  await interruptible(
    () => undefined,
    async () => {
      press(before);
      expect(() => press(before)).toThrow('exit 130');
    },
  );
  expect(exit).toHaveBeenCalledOnce();
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s gives exit code %d, and is heard once where it comes twice for one cause', async (signal, code) => {
  const before = process.listeners('SIGINT');
  const told = vi.fn();
  await interruptible(told, async (abort) => {
    expect(exitCodeOf(abort)).toBeUndefined();
    press(before, signal);
    expect(exitCodeOf(abort)).toBe(code);
    throwingExit();
    if (signal !== 'SIGINT') press(before, signal);
    expect(() => press(before, 'SIGINT')).toThrow('exit 130');
  });
  expect(told).toHaveBeenCalledOnce();
});

test('what a signal ends at once is not ended while work of it waits for the signal', async () => {
  const before = process.listeners('SIGINT');
  throwingExit();
  const told = vi.fn();
  await endingBySignal(async () => {
    expect(() => press(before, 'SIGTERM')).toThrow('exit 143');
    await interruptible(told, async () => press(before, 'SIGTERM'));
    expect(() => press(before, 'SIGHUP')).toThrow('exit 129');
  });
  expect(told).toHaveBeenCalledOnce();
  expect(process.listeners('SIGINT')).toEqual(before);
});

test('no listener is left, also after an error', async () => {
  const before = process.listenerCount('SIGINT');
  const failing = interruptible(
    () => undefined,
    async () => {
      throw new Error('disk full');
    },
  );
  await expect(failing).rejects.toThrow('disk full');
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('work that its signal has ended did not come to its end; another error is thrown', async () => {
  const signal = AbortSignal.abort();
  expect(await cameToItsEnd(signal, Promise.resolve())).toBe(true);
  expect(await cameToItsEnd(signal, Promise.reject(signal.reason))).toBe(false);
  await expect(cameToItsEnd(signal, Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
});

test('of several processes, one that was not told did not come to its end either', async () => {
  const { signal } = new AbortController();
  const told = new DOMException('fit: rank 1 was told to end the run', 'AbortError');
  expect(await cameToItsEnd(signal, Promise.reject(told), true)).toBe(false);
  await expect(cameToItsEnd(signal, Promise.reject(told))).rejects.toBe(told);
  await expect(cameToItsEnd(signal, Promise.reject(new Error('disk full')), true)).rejects.toThrow('disk full');
});
