import { afterEach, expect, test, vi } from 'vitest';
import { untilInterrupted } from './interrupt.ts';

afterEach(() => vi.restoreAllMocks());

/** The listeners of ours alone: what else listens in this process is not to hear of it. */
const press = (before: readonly Function[]): void => {
  for (const listener of process.listeners('SIGINT')) if (!before.includes(listener)) listener('SIGINT');
};

test('work that is left alone comes to its end', async () => {
  const told = vi.fn();
  expect(await untilInterrupted(async () => 3, told)).toBe(true);
  expect(told).not.toHaveBeenCalled();
});

test('a first Ctrl-C asks the work to end', async () => {
  const before = process.listeners('SIGINT');
  const told = vi.fn();
  const undisturbed = await untilInterrupted(async (signal) => {
    press(before);
    signal.throwIfAborted();
  }, told);
  expect(undisturbed).toBe(false);
  expect(told).toHaveBeenCalledOnce();
});

test('a second one ends the process', async () => {
  const before = process.listeners('SIGINT');
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  await untilInterrupted(
    async () => {
      press(before);
      expect(() => press(before)).toThrow('exit 130');
    },
    () => undefined,
  );
  expect(exit).toHaveBeenCalledOnce();
});

test('other errors pass, and no listener is left', async () => {
  const before = process.listenerCount('SIGINT');
  const failing = untilInterrupted(
    async () => {
      throw new Error('disk full');
    },
    () => undefined,
  );
  await expect(failing).rejects.toThrow('disk full');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
