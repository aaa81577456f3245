// internal: from CIFAR-10's files of records to pictures and labels

import type { Labelled } from '../dataset/labelled.ts';
import { splitOf } from '../dataset/splitOf.ts';
import { hostArray } from '../host/hostArray.ts';
import { channels, classNames, type Layout, namesFile, pictureBytes, recordBytes, side } from './layout.ts';
import type { FileEntry } from './tar.ts';

/**
 * Reads every batch, in whatever order they come, once and to the last record; of the training pictures the first
 * `train` are held.
 *
 * @throws Error for a file that is missing, there twice, or of the wrong size, a label past the classes, or other class
 *   names
 */
export const readLabelled = async (
  files: AsyncIterable<FileEntry>,
  layout: Layout,
  train = Number.POSITIVE_INFINITY,
): Promise<Labelled> => {
  const parts = { train: room(layout, 'train', train), test: room(layout, 'test') };
  const missing = new Set(layout.files.map(({ name }) => name));
  for await (const { name, size, chunks } of files) {
    if (name === namesFile) await checkNames(size, chunks);
    const batch = layout.files.find((file) => file.name === name);
    if (batch === undefined) continue;
    if (!missing.delete(name)) throw new Error(`it holds ${name} twice`);
    const expected = layout.recordsPerFile * recordBytes;
    if (size !== expected) throw new Error(`${name} must have ${expected} bytes, got ${size}`);
    const place = layout.files.filter(({ split }) => split === batch.split).indexOf(batch);
    await readRecords(name, chunks, parts[batch.split], place * layout.recordsPerFile);
  }
  if (missing.size > 0) throw new Error(`it lacks ${[...missing].join(', ')}`);
  return { train: splitFrom(parts.train), test: splitFrom(parts.test), classNames };
};

/** Pictures one after the other, channels last, and their labels. */
interface Room {
  readonly pictures: Uint8Array;
  readonly labels: Uint8Array;
}

const room = ({ files, recordsPerFile }: Layout, split: 'train' | 'test', most = Number.POSITIVE_INFINITY): Room => {
  const records = Math.min(most, files.filter((file) => file.split === split).length * recordsPerFile);
  return { pictures: new Uint8Array(records * pictureBytes), labels: new Uint8Array(records) };
};

const splitFrom = ({ pictures, labels }: Room) =>
  splitOf(hostArray(pictures, [labels.length, side, side, channels]), hostArray(labels, [labels.length]));

const readRecords = async (name: string, chunks: AsyncIterable<Uint8Array>, to: Room, first: number): Promise<void> => {
  const record = new Uint8Array(recordBytes);
  let filled = 0;
  let number = first;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + recordBytes - filled);
      record.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled < recordBytes) continue;
      const label = record[0]!;
      if (label >= classNames.length) {
        throw new Error(`the label of record ${number - first} of ${name} must be from 0 to 9, got ${label}`);
      }
      if (number < to.labels.length) {
        to.labels[number] = label;
        interleave(record, to.pictures, number * pictureBytes);
      }
      number += 1;
      filled = 0;
    }
  }
};

/** Planes of red, green and blue become pixels of three bytes: once here, not once a batch. */
const interleave = (record: Uint8Array, pictures: Uint8Array, at: number): void => {
  const plane = side * side;
  for (let pixel = 0; pixel < plane; pixel++) {
    const to = at + pixel * channels;
    pictures[to] = record[1 + pixel]!;
    pictures[to + 1] = record[1 + plane + pixel]!;
    pictures[to + 2] = record[1 + 2 * plane + pixel]!;
  }
};

const checkNames = async (size: number, chunks: AsyncIterable<Uint8Array>): Promise<void> => {
  if (size > 1024) throw new Error(`${namesFile} must hold ten names, got ${size} bytes`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  const names = text.trim().split(/\s+/);
  if (names.join() !== classNames.join()) {
    throw new Error(`${namesFile} must name ${classNames.join(', ')}, got ${names.join(', ').slice(0, 200)}`);
  }
};
