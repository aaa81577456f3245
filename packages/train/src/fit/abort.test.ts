import { expect, test } from 'vitest';
import { untilAborted } from './abort.ts';

test('an abort is heard before what never comes', async () => {
  const control = new AbortController();
  const waiting = untilAborted(new Promise(() => undefined), control.signal);
  control.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(untilAborted(new Promise(() => undefined), control.signal)).rejects.toThrow('enough');
});

test('what ends within its grace is not cut off', async () => {
  const control = new AbortController();
  control.abort(new Error('enough'));
  const soon = new Promise((resolve) => setTimeout(() => resolve('whole'), 1));
  expect(await untilAborted(soon, control.signal, 2000)).toBe('whole');
  await expect(untilAborted(new Promise(() => undefined), control.signal, 5)).rejects.toThrow('enough');
});

test('what comes first counts, an error too', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve(3), signal)).toBe(3);
  expect(await untilAborted(Promise.resolve(4), undefined)).toBe(4);
  await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});
