import { bookSpec } from '@kindling/app-common';
import type { Checkpoint } from '@kindling/train';
import { expect, test } from 'vitest';
import { createDesk } from './desk.ts';
import type { FromWorker } from './protocol.ts';
import { createSaver } from './saver.ts';

const checkpoint =
  (step: number, weight = 1) =>
  async () =>
    ({ step, params: { w: { data: Float32Array.of(0, weight) } } }) as unknown as Checkpoint;

const setUp = (keep: () => Promise<string | undefined>) => {
  const told: FromWorker[] = [];
  const desk = createDesk(bookSpec, (message) => told.push(message));
  const clock = { now: 0 };
  return { desk, clock, told, saver: createSaver(desk, keep, () => clock.now) };
};

test('one is due after five seconds, and later where they take long', async () => {
  const { saver, clock } = setUp(async () => {
    clock.now += 300;
    return undefined;
  });
  expect(saver.isDue()).toBe(false);
  clock.now = 5000;
  expect(saver.isDue()).toBe(true);
  await saver.take(checkpoint(1));
  await saver.settled();
  expect(saver.isDue()).toBe(false);
  clock.now += 19_000;
  expect(saver.isDue()).toBe(false);
  clock.now += 1000;
  expect(saver.isDue()).toBe(true);
});

test('the last whole one is kept, and told', async () => {
  const { saver, desk, told } = setUp(async () => undefined);
  await saver.take(checkpoint(5));
  await saver.take(checkpoint(6, Number.NaN));
  await saver.settled();
  expect(desk.checkpoint?.step).toBe(5);
  expect(told).toMatchObject([{ type: 'saved', step: 5 }]);
});

test('that nothing can be kept is said once', async () => {
  let sentence: string | undefined = 'Not saved: storage is full';
  const { saver, told } = setUp(async () => sentence);
  for (const step of [1, 2]) {
    await saver.take(checkpoint(step));
    await saver.settled();
  }
  sentence = undefined;
  await saver.take(checkpoint(3));
  await saver.settled();
  expect(told).toMatchObject([
    { type: 'notSaved', sentence: 'Not saved: storage is full' },
    { type: 'saved', step: 3 },
  ]);
});
