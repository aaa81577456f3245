import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batches } from '@kindling/app-common';
import { cifar10, type Labelled, type Split, shapes } from '@kindling/data';
import { timeProgram } from '../chapter.ts';
import type { Checks } from './checks.ts';
import { trainerOf } from './network.ts';
import { startOn } from './onDevice.ts';
import type { CudaOptions } from './options.ts';
import { python } from './speed.ts';

const trained = async ({ train, test }: Labelled, epochs: number) => {
  const trainer = trainerOf('mlp');
  const data = {
    training: batches(train, { size: 32, classes: 10, seed: 1 }),
    validation: batches(test, { size: 32, classes: 10 }),
  };
  const begun = performance.now();
  const history = await trainer.fit(data.training, { epochs, validation: data.validation });
  const seconds = (performance.now() - begun) / 1000;
  trainer.dispose();
  const last = history.at(-1)!;
  return { seconds, first: history[0]!.loss, loss: last.loss, accuracy: last.validation?.accuracy ?? Number.NaN };
};

/** Pictures as CIFAR-10's binary files, whose records are a label and the channels one after the other. */
const writeRecords = (file: string, { x, y }: Split, from: number, count: number): void => {
  const records = new Uint8Array(count * 3073);
  for (let i = 0; i < count; i++) {
    records[i * 3073] = y.data[from + i]!;
    for (let at = 0; at < 3072; at++) {
      const [channel, pixel] = [at % 3, Math.floor(at / 3)];
      records[i * 3073 + 1 + channel * 1024 + pixel] = x.data[(from + i) * 3072 + at]!;
    }
  }
  writeFileSync(file, records);
};

/** The folder that PyTorch's loop reads: CIFAR-10, or drawn shapes written like it. */
const folderOf = ({ train, test }: Labelled): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-cuda-'));
  mkdirSync(folder, { recursive: true });
  const each = train.y.data.length / 5;
  for (let i = 0; i < 5; i++) writeRecords(join(folder, `data_batch_${i + 1}.bin`), train, i * each, each);
  writeRecords(join(folder, 'test_batch.bin'), test, 0, test.y.data.length);
  return folder;
};

/** The chapter: ten epochs with shuffling, feeding and validation. */
export const chapter = async ({ device, data, quick }: CudaOptions, checks: Checks): Promise<void> => {
  const epochs = quick ? 3 : 10;
  const pictures =
    data === undefined ? await shapes(quick ? { train: 1000, test: 500 } : {}) : await cifar10({ path: data });
  const name = data === undefined ? 'drawn shapes' : 'CIFAR-10';
  const selected = await startOn(device);
  const { seconds, first, loss, accuracy } = await trained(pictures, epochs);
  await selected.undo();
  const least = data !== undefined ? 0.45 : quick ? 0.2 : 0.8;
  const outcome = `loss ${first.toFixed(4)} to ${loss.toFixed(4)}, validation accuracy ${accuracy.toFixed(4)}`;
  checks.check(
    loss < first && accuracy >= least,
    `Kindling, ${epochs} epochs of ${pictures.train.y.data.length} ${name}: ${seconds.toFixed(1)} s, ${outcome}`,
  );
  const folder = data ?? folderOf(pictures);
  const peer = await timeProgram(python('torch_chapter.py', { data: folder, epochs, device }), epochs);
  if (data === undefined) rmSync(folder, { recursive: true });
  if ('absent' in peer) checks.skip(`PyTorch's loop: ${peer.absent}`);
  else checks.tell(`- PyTorch eager, the same: ${peer.loop.toFixed(1)} s with reading the files, ${peer.verdict}`);
};
