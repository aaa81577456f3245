import { afterEach, expect, test } from 'vitest';
import { keepListeners, withoutRethrowers } from './listeners.ts';

const event = 'unhandledRejection';
const mine = (reason: unknown) => void reason;

afterEach(() => {
  process.removeListener(event, mine);
});

test('a module is started without its rethrowers, but with all other listeners', async () => {
  const theirs = new Function('return function (reason) { throw reason; }')();
  const before = process.listeners(event);
  const result = await withoutRethrowers(async () => {
    process.on(event, theirs);
    process.on(event, mine);
    return 'started';
  });
  expect(result).toBe('started');
  expect(process.listeners(event)).toEqual([...before, mine]);
});

test("a rethrower that was there before stays: it is somebody's own", async () => {
  const own = new Function('return function (reason) { throw reason; }')();
  process.on(event, own);
  await withoutRethrowers(async () => undefined);
  expect(process.listeners(event)).toContain(own);
  process.removeListener(event, own);
});

test('listeners that a module takes out when it stops are put back', () => {
  process.on(event, mine);
  const before = process.listeners(event);
  keepListeners(() => void process.removeListener(event, mine));
  expect(process.listeners(event)).toEqual(before);
});
