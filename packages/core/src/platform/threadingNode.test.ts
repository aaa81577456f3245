import { availableParallelism } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { threading } from './threadingNode.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('threads share memory, unless the permissions of the process forbid them', () => {
  expect(threading.canShare()).toBe(true);
  vi.stubGlobal('process', { permission: { has: () => false } });
  expect(threading.canShare()).toBe("Node's permissions lack --allow-worker");
});

test('cores are those that this process may use', () => {
  expect(threading.cores()).toBe(availableParallelism());
  expect(threading.mayWait()).toBe(true);
});

test('a thread runs its program on its data, on memory that both see', async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const thread = threading.startThread(
    `({ memory, value }, ready) => { new Int32Array(memory.buffer)[0] = value; ready(); setTimeout(() => {}, 1e6); }`,
    { memory, value: 42 },
  );
  await thread.ready;
  expect(new Int32Array(memory.buffer)[0]).toBe(42);
  expect(thread.end()).toBeUndefined();
  await thread.terminate();
  expect(thread.end()).toBe('it ended with code 1');
});

test('a thread whose program fails does not become ready, and its end is known', async () => {
  const failing = threading.startThread(`() => { throw new Error('no room'); }`, undefined);
  await expect(failing.ready).rejects.toThrow('no room');
  expect(failing.end()).toBe('no room');
  const leaving = threading.startThread('() => process.exit(3)', undefined);
  await expect(leaving.ready).rejects.toThrow('it ended with code 3');
});
