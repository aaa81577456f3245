import '@tensorflow/tfjs-backend-cpu';
import { declareDeviceQueue } from '@kindling/core';
import { setBackend } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPacer, type Pacer } from './pacer.ts';

/** Lets what is ready go on. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await undefined;
};

/** Whether a promise has come to something. */
const watched = (promise: Promise<void> | undefined): { over: boolean } => {
  const wait = { over: promise === undefined };
  const end = (): void => {
    wait.over = true;
  };
  promise?.then(end, end);
  return wait;
};

/** A device that does its steps one after the other, when the test says; `settled` is what it was asked so far. */
const device = () => {
  let time = 0;
  const asked: { readonly upTo: number; resolve(): void; reject(error: Error): void }[] = [];
  let [given, done] = [0, 0];
  const settled = () => new Promise<void>((resolve, reject) => asked.push({ upTo: given, resolve, reject }));
  return {
    settled,
    now: () => time,
    get inFlight() {
      return given - done;
    },
    step: () => {
      given += 1;
    },
    /** Does one step, which takes so many milliseconds. */
    work: async (milliseconds: number) => {
      if (done === given) return;
      done += 1;
      time += milliseconds;
      while (asked[0] !== undefined && asked[0].upTo <= done) asked.shift()!.resolve();
      await turns();
    },
    fail: (error: Error) => asked.shift()!.reject(error),
  };
};

let undo = (): void => undefined;
beforeEach(async () => {
  await setBackend('cpu');
  undo = declareDeviceQueue('cpu', { settled: async () => undefined, freeUnused: () => undefined });
});
afterEach(() => undo());

/** Gives out as many steps as there is room for, without the device doing any; what it then waits for. */
const fill = (pacer: Pacer, gpu: ReturnType<typeof device>): { room: Promise<void>; wait: { over: boolean } } => {
  for (let i = 0; i < 1000; i++) {
    gpu.step();
    const room = pacer.given();
    if (room !== undefined) return { room, wait: watched(room) };
  }
  throw new Error('a thousand steps were in flight');
};

/** Runs so many steps of one length; the most that were in flight, and how often the device had nothing to do. */
const run = async (steps: number, milliseconds: number) => {
  const gpu = device();
  const pacer = createPacer(gpu, gpu.now);
  let [most, idle] = [0, 0];
  for (let given = 0; given < steps; ) {
    gpu.step();
    given += 1;
    const room = pacer.given();
    most = Math.max(most, gpu.inFlight);
    const wait = watched(room);
    await turns();
    while (!wait.over) await gpu.work(milliseconds);
    if (given > 1 && gpu.inFlight === 0) idle += 1;
  }
  return { most, idle };
};

test('the first step is waited for alone', async () => {
  const gpu = device();
  const { wait } = fill(createPacer(gpu, gpu.now), gpu);
  expect([gpu.inFlight, wait.over]).toEqual([1, false]);
  await gpu.work(5000);
  expect(wait.over).toBe(true);
});

test('of long steps two are in flight, of short ones 100 ms; between them the device never waits', async () => {
  expect(await run(40, 1000)).toEqual({ most: 2, idle: 0 });
  expect(await run(40, 60)).toEqual({ most: 2, idle: 0 });
  const { most, idle } = await run(400, 5);
  expect(idle).toBe(0);
  expect(most).toBeGreaterThan(10);
  expect(most * 5).toBeLessThanOrEqual(100);
});

test('the last step of an epoch is waited for, with all before it', async () => {
  const gpu = device();
  const pacer = createPacer(gpu, gpu.now);
  const { room } = fill(pacer, gpu);
  await gpu.work(1000);
  await room;
  gpu.step();
  expect(pacer.given()).toBeDefined();
  gpu.step();
  const wait = watched(pacer.given(true));
  await gpu.work(1000);
  expect([gpu.inFlight, wait.over]).toEqual([1, false]);
  await gpu.work(1000);
  expect(wait.over).toBe(true);
});

test('what the device reports reaches who waits for the step', async () => {
  const gpu = device();
  const pacer = createPacer(gpu, gpu.now);
  const { room } = fill(pacer, gpu);
  gpu.fail(new Error('no such shader'));
  await expect(room).rejects.toThrow('no such shader');
});

test('to be drained is to have no work left, also behind an error', async () => {
  const gpu = device();
  const pacer = createPacer(gpu, gpu.now);
  fill(pacer, gpu).room.catch(() => undefined);
  const drained = pacer.drained()!;
  gpu.fail(new Error('no such shader'));
  const wait = watched(drained);
  await turns();
  expect(wait.over).toBe(false);
  await gpu.work(1);
  await expect(drained).rejects.toThrow('no such shader');
});

test('where work is done when a call returns, nothing is awaited and nothing asked', () => {
  undo();
  const pacer = createPacer({ settled: () => expect.unreachable() });
  expect([pacer.given(), pacer.given(true), pacer.drained()]).toEqual([undefined, undefined, undefined]);
});
