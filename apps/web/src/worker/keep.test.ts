import { bookSpec, type Spec } from '@kindling/app-common';
import { modelOf } from '@kindling/app-common/training';
import { type BackupPlace, type Checkpoint, compile } from '@kindling/train';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { createKeeper } from './keep.ts';
import type { RunRecord } from './record.ts';

const spec: Spec = { ...bookSpec, layers: [] };
const record: RunRecord = {
  spec,
  phase: 'running',
  seconds: 1,
  points: [],
  rows: [],
  counts: undefined,
  guesses: undefined,
  result: undefined,
  earlier: undefined,
};

let checkpoint: Checkpoint;
beforeAll(async () => {
  const trainer = compile(modelOf(spec), { optimizer: 'sgd', loss: 'categoricalCrossentropy', seed: 1 });
  checkpoint = await trainer.checkpoint();
  trainer.dispose();
});

/** Keeps the last two, as a browser's place does. */
const memory = (slots: Uint8Array[] = [], fault?: string): BackupPlace => ({
  read: async () => slots,
  write: async (bytes) => {
    if (fault !== undefined) throw new Error(fault);
    slots.splice(0, 2, bytes, ...slots.slice(0, 1));
  },
  remove: async () => void slots.splice(0),
});

const of = (seconds: number) => ({ checkpoint, record: { ...record, seconds } });

test('the newest run comes back, until it is forgotten', async () => {
  const { keepRun, keptRun, forgetRun, runBytes } = createKeeper(memory());
  expect(await keptRun()).toEqual({});
  for (const seconds of [1, 2, 3]) expect(await keepRun(of(seconds))).toBeUndefined();
  expect(await keptRun()).toEqual({ project: of(3) });
  expect(await runBytes()).toBeGreaterThan(2 * 3072 * 10 * 4);
  await forgetRun();
  expect([await keptRun(), await runBytes()]).toEqual([{}, 0]);
});

test('where the newest is damaged the one before it comes back; where both are, a sentence', async () => {
  const slots: Uint8Array[] = [];
  const { keepRun, keptRun } = createKeeper(memory(slots));
  await keepRun(of(1));
  await keepRun(of(2));
  slots[0] = slots[0]!.with(-1, slots[0]!.at(-1)! ^ 1);
  expect(await keptRun()).toEqual({ project: of(1) });
  slots[1] = new TextEncoder().encode('{"of":"another page"}');
  expect(await keptRun()).toEqual({
    sentence: 'The run of your last visit could not be read, so this is a fresh start.',
  });
});

test('a place that takes nothing is told in a sentence, and one that cannot be read is empty', async () => {
  const full = createKeeper(memory([], "browserPlace: the page's storage is full (QuotaExceededError), what was kept"));
  expect(await full.keepRun(of(1))).toBe('Not saved: storage is full');
  const none = createKeeper({ ...memory([], 'no IndexedDB'), read: () => Promise.reject(new Error('no')) });
  expect(await none.keepRun(of(1))).toBe('Not saved: this browser lets the page keep nothing here');
  expect([await none.keptRun(), await none.runBytes()]).toEqual([{}, 0]);
});
