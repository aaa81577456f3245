import { playCallback } from '@tests/kit';
import { expect, test } from 'vitest';
import { progress } from './progress.ts';

/** A terminal that remembers, and a clock that steps. */
const stage = (columns: number | undefined) => {
  const written: string[] = [];
  let time = 0;
  return {
    written,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    options: { terminal: { columns, write: (text: string) => void written.push(text) }, now: () => time },
  };
};

const rows = [{ loss: 2 }, { loss: 1 }];
const bar = (full: number) => '━'.repeat(full) + '─'.repeat(20 - full);

test('on a terminal each epoch is one line, drawn over again', async () => {
  const { written, pass, options } = stage(80);
  await playCallback(progress(options), rows.slice(0, 1), { steps: 4, beforeBatchEnd: () => pass(600) });
  expect(written).toEqual([
    `\rEpoch 1/1  0/4 ${bar(0)}\u001b[K`,
    `\rEpoch 1/1  1/4 ${bar(5)} - loss: 2.0000\u001b[K`,
    `\rEpoch 1/1  2/4 ${bar(10)} ETA 1s 600ms/step - loss: 2.0000\u001b[K`,
    `\rEpoch 1/1  3/4 ${bar(15)} ETA 1s 600ms/step - loss: 2.0000\u001b[K`,
    `\rEpoch 1/1  4/4 ${bar(20)} ETA 0s 600ms/step - loss: 2.0000\u001b[K`,
    `\rEpoch 1/1  4/4 ${bar(20)} 2s 600ms/step - loss: 2.0000\u001b[K\n`,
  ]);
});

test('it is drawn, and read from the device, at most ten times a second', async () => {
  const { written, pass, options } = stage(80);
  const { reads } = await playCallback(progress(options), rows, { steps: 1000, beforeBatchEnd: () => pass(1) });
  const ended = written.filter((text) => text.endsWith('\n'));
  expect(ended).toHaveLength(2);
  expect(written.length - ended.length).toBeLessThanOrEqual(21);
  expect(written.length - ended.length).toBeGreaterThan(15); // in two seconds
  expect(reads).toBeLessThanOrEqual(21);
});

test('through a pipe each epoch is one plain line, and nothing is read', async () => {
  const { written, pass, options } = stage(undefined);
  const { reads } = await playCallback(progress(options), rows, { steps: 4, beforeBatchEnd: () => pass(200) });
  expect(written).toEqual([
    'Epoch 1/2  4/4 1s 200ms/step - loss: 2.0000\n',
    'Epoch 2/2  4/4 1s 200ms/step - loss: 1.0000\n',
  ]);
  expect(reads).toBe(0);
});

test('where nothing is redrawn, a long epoch tells of itself every ten seconds', async () => {
  const { written, pass, options } = stage(undefined);
  const { reads } = await playCallback(progress(options), rows, { steps: 25, beforeBatchEnd: () => pass(1000) });
  expect(written).toEqual([
    'Epoch 1/2  10/25 ETA 15s 1s/step - loss: 2.0000\n',
    'Epoch 1/2  20/25 ETA 5s 1s/step - loss: 2.0000\n',
    'Epoch 1/2  25/25 25s 1s/step - loss: 2.0000\n',
    'Epoch 2/2  10/25 ETA 15s 1s/step - loss: 1.0000\n',
    'Epoch 2/2  20/25 ETA 5s 1s/step - loss: 1.0000\n',
    'Epoch 2/2  25/25 25s 1s/step - loss: 1.0000\n',
  ]);
  expect(reads).toBe(4);
});

test('a first step that takes long, while backends warm up, is left out of the rate', async () => {
  const { written, pass, options } = stage(undefined);
  let first = true;
  const beforeBatchEnd = () => {
    pass(first ? 9000 : 100);
    first = false;
  };
  await playCallback(progress(options), rows.slice(0, 1), { steps: 11, beforeBatchEnd });
  expect(written).toEqual(['Epoch 1/1  11/11 10s 100ms/step - loss: 2.0000\n']);
});

test('a dataset that does not know its size is counted', async () => {
  const { written, pass, options } = stage(undefined);
  await playCallback(progress(options), rows.slice(0, 1), {
    steps: 3,
    sizeIsKnown: false,
    beforeBatchEnd: () => pass(500),
  });
  expect(written).toEqual(['Epoch 1/1  3 steps 2s 500ms/step - loss: 2.0000\n']);
});

test('an epoch that breaks off leaves its line whole', async () => {
  const { written, options } = stage(80);
  const { onTrainBegin, onEpochBegin, onTrainEnd } = progress(options);
  const begin = { epochs: 1, initialEpoch: 0, batches: 4, directions: {}, leads: true };
  await onTrainBegin?.(begin);
  await onEpochBegin?.({ ...begin, epoch: 0, learningRate: 0.1 });
  await onTrainEnd?.({ reason: 'aborted', history: [], leads: true });
  expect(written.at(-1)).toBe('\n');
});

test('nothing that is drawn over again is wider than the screen; what stays is whole', async () => {
  const { written, pass, options } = stage(30);
  await playCallback(progress(options), rows, { steps: 3, beforeBatchEnd: () => pass(200) });
  const shown = (texts: string[]) => texts.map((text) => text.replace('\r', '').replaceAll('\u001b[K', '').trimEnd());
  const redrawn = shown(written.filter((text) => !text.endsWith('\n')));
  expect(Math.max(...redrawn.map((text) => text.length))).toBe(29);
  expect(shown(written.filter((text) => text.endsWith('\n')))).toEqual([
    'Epoch 1/2  3/3 1s 200ms/step\n    loss: 2.0000',
    'Epoch 2/2  3/3 1s 200ms/step\n    loss: 1.0000',
  ]);
  // Each line takes out what a longer one before it left there.
  expect(written.at(-1)).toBe('\rEpoch 2/2  3/3 1s 200ms/step\u001b[K\n    loss: 1.0000\u001b[K\n');
});
