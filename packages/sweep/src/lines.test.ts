import '@tensorflow/tfjs-backend-cpu';
import { dense, input, sequential } from '@kindling/models';
import { type BackupPlace, backup, type Callback, compile, latestBackup } from '@kindling/train';
import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, expectTypeOf, test } from 'vitest';
import { lines } from './lines.ts';

const net = sequential([input({ shape: [1] }), dense({ units: 1 })]);
const data = { x: tensor2d([[1], [2], [3]]), y: tensor2d([[2], [4], [6]]) };

/** A place in memory, and what was said up to each time it was written to. */
const placeBeside = (said: readonly object[]) => {
  const kept: Uint8Array[] = [];
  const heard: number[] = [];
  const place: BackupPlace = {
    read: async () => [...kept].reverse(),
    write: async (bytes) => {
      kept.push(bytes);
      heard.push(said.length);
    },
    remove: async () => undefined,
  };
  return { place, kept, heard };
};

const listening = (options: { about?: Record<string, unknown> } = {}) => {
  const said: Record<string, unknown>[] = [];
  const callback = lines({
    ...options,
    write: (line) => {
      expect(line.endsWith('\n')).toBe(true);
      said.push(JSON.parse(line));
    },
  });
  return { said, callback };
};

test('a run is a line at the start, one an epoch, and one at the end', async () => {
  const { said, callback } = listening({ about: { folder: 'here', event: 'mine' } });
  const trainer = compile(net, { optimizer: 'adam', loss: 'mse', metrics: ['mae'], seed: 1 });
  const history = await trainer.fit(data, { epochs: 2, validation: data, callbacks: [callback] });
  const row = (i: number) => {
    const { validation, ...logs } = history[i]!;
    return { ...logs, 'validation.loss': validation!.loss, 'validation.mae': validation!.mae };
  };
  expect(said).toEqual([
    { event: 'start', epoch: 0, epochs: 2, folder: 'here' },
    { event: 'epoch', epoch: 1, ...row(0) },
    { event: 'epoch', epoch: 2, ...row(1) },
    { event: 'end', epoch: 2, reason: 'completed' },
  ]);
  trainer.dispose();
});

test('an epoch is told when a backup before it has saved it, and once more by who goes on', async () => {
  const { said, callback } = listening();
  const { place, kept, heard } = placeBeside(said);
  const trainer = compile(net, { optimizer: 'adam', loss: 'mse', seed: 1 });
  await trainer.fit(data, { epochs: 2, callbacks: [backup({ place }), callback] });
  trainer.dispose();
  expect(heard).toEqual([1, 2]); // the start line, then with it the first epoch
  kept.pop(); // the second epoch was not saved

  const again = listening();
  const next = compile(net, { optimizer: 'adam', loss: 'mse', checkpoint: await latestBackup(place) });
  await next.fit(data, { epochs: 2, callbacks: [backup({ place }), again.callback] });
  expect(again.said[0]).toEqual({ event: 'start', epoch: 1, epochs: 2 });
  expect(again.said.slice(1)).toEqual(said.slice(1));

  const done = listening();
  const last = compile(net, { optimizer: 'adam', loss: 'mse', checkpoint: await latestBackup(place) });
  await last.fit(data, { epochs: 2, callbacks: [backup({ place }), done.callback] });
  expect(done.said).toEqual([{ event: 'start', epoch: 2, epochs: 2 }, ...said.slice(2)]);
});

test('NaN and infinities, which JSON has not, are strings', async () => {
  const { said, callback } = listening();
  const logs = { loss: Number.NaN, low: Number.NEGATIVE_INFINITY, validation: { loss: Number.POSITIVE_INFINITY } };
  await callback.onEpochEnd!({ epoch: 0, logs } as never);
  await callback.onSafePoint!({} as never);
  const row = { event: 'epoch', epoch: 1, loss: 'NaN', low: '-Infinity', 'validation.loss': 'Infinity' };
  expect(said).toEqual([row]);
});

test('a stop and an abort are told as what they are', async () => {
  const ends: Callback[] = [{ onEpochEnd: () => 'stop' }];
  const { said, callback } = listening();
  const trainer = compile(net, { optimizer: 'adam', loss: 'mse', seed: 1 });
  await trainer.fit(data, { epochs: 5, callbacks: [...ends, callback] });
  expect(said.slice(-2)).toMatchObject([
    { event: 'epoch', epoch: 1 },
    { event: 'end', epoch: 1, reason: 'stopped' },
  ]);
  const controller = new AbortController();
  const aborts: Callback = { onBatchEnd: () => controller.abort() };
  const fitting = trainer.fit(data, { epochs: 5, signal: controller.signal, callbacks: [aborts, callback] });
  await expect(fitting).rejects.toThrow();
  expect(said.at(-1)).toEqual({ event: 'end', epoch: 0, reason: 'aborted' });
  trainer.dispose();
});

test('of several ranks the one that leads writes', async () => {
  const { said, callback } = listening();
  const begin = { initialEpoch: 0, epochs: 1, batches: 1, directions: {} };
  const play = async (leads: boolean): Promise<void> => {
    await callback.onTrainBegin!({ ...begin, leads } as never);
    await callback.onEpochEnd!({ epoch: 0, logs: { loss: 1 } } as never);
    await callback.onSafePoint!({} as never);
    await callback.onTrainEnd!({ reason: 'completed', history: [], leads });
  };
  await play(false);
  expect(said).toEqual([]);
  await play(true);
  expect(said).toHaveLength(3);
});

test('options that do not fit are refused', () => {
  expect(() => lines({ wirte: () => undefined } as never)).toThrow(
    'lines: unknown option "wirte"; did you mean "write"?',
  );
  expect(() => lines({ write: 'out' } as never)).toThrow('lines: write must be a function, got "out"');
  expect(() => lines({ about: [1] } as never)).toThrow('lines: about must be an object, got [1]');
  expectTypeOf(lines()).toEqualTypeOf<Callback>();
});
