import { expect, test } from 'vitest';
import {
  batches,
  chunked,
  type Entry,
  labelOf,
  names,
  planeByte,
  recordSize,
  smallLayout,
} from '../../testing/archives.ts';
import { readLabelled } from './readLabelled.ts';
import type { FileEntry } from './tar.ts';

async function* entries(files: readonly Entry[], chunkSize = 1000): AsyncGenerator<FileEntry> {
  for (const { name, bytes = new Uint8Array() } of files)
    yield { name, size: bytes.length, chunks: chunked(bytes, chunkSize) };
}

const read = (files: readonly Entry[], chunkSize?: number) => readLabelled(entries(files, chunkSize), smallLayout);

const changed = (name: string, edit: (bytes: Buffer) => Uint8Array): readonly Entry[] =>
  batches.map((file) => (file.name === name ? { name, bytes: edit(Buffer.from(file.bytes!)) } : file));

test.each([1, 3072, 3073, 10_000])('every pixel and label has its place, in pieces of %i bytes', async (chunkSize) => {
  const { train, test: tested, classNames } = await read([...batches, names], chunkSize);
  expect(train.x.shape).toEqual([15, 32, 32, 3]);
  expect(train.y.shape).toEqual([15]);
  expect(tested.x.shape).toEqual([3, 32, 32, 3]);
  expect(classNames.join(' ')).toBe('airplane automobile bird cat deer dog frog horse ship truck');
  for (let picture = 0; picture < 15; picture++) {
    const [file, record] = [Math.floor(picture / 3), picture % 3];
    expect(train.y.at(picture)).toBe(labelOf(file, record));
    for (const [row, column, channel] of [
      [0, 0, 0],
      [0, 1, 2],
      [31, 31, 1],
      [12, 13, 1],
    ] as const) {
      expect(train.x.at(picture, row, column, channel)).toBe(
        planeByte(file, record, channel * 1024 + row * 32 + column),
      );
    }
  }
  expect(tested.x.at(2, 31, 0, 2)).toBe(planeByte(5, 2, 2 * 1024 + 31 * 32));
  expect([...tested.y.data]).toEqual([labelOf(5, 0), labelOf(5, 1), labelOf(5, 2)]);
});

test('the order of the files does not matter, nor do files beside them', async () => {
  const inOrder = await read(batches);
  const turned = await read([{ name: 'readme.html', bytes: Buffer.alloc(9) }, ...[...batches].reverse()]);
  expect(turned.train.x.data).toEqual(inOrder.train.x.data);
  expect(turned.train.y.data).toEqual(inOrder.train.y.data);
});

test('a slice of a split slices pictures and labels alike', async () => {
  const { train } = await read(batches);
  const part = train.slice(4, -9);
  expect(part.x.shape).toEqual([2, 32, 32, 3]);
  expect([part.y.at(0), part.y.at(1)]).toEqual([train.y.at(4), train.y.at(5)]);
  expect(part.x.at(1, 3, 4, 2)).toBe(train.x.at(5, 3, 4, 2));
});

test('a label past the classes is refused and placed', async () => {
  const files = changed('data_batch_3.bin', (bytes) => bytes.fill(255, recordSize, recordSize + 1));
  await expect(read(files)).rejects.toThrow('the label of record 1 of data_batch_3.bin must be from 0 to 9, got 255');
  await expect(read(changed('test_batch.bin', (bytes) => bytes.fill(10, 0, 1)))).rejects.toThrow('got 10');
});

test('missing batches are named, and so are those that come twice or have another size', async () => {
  await expect(read(batches.slice(1, 5))).rejects.toThrow('it lacks data_batch_1.bin, test_batch.bin');
  await expect(read([...batches, batches[2]!])).rejects.toThrow('it holds data_batch_3.bin twice');
  await expect(read(changed('data_batch_2.bin', (bytes) => bytes.subarray(1)))).rejects.toThrow(
    'data_batch_2.bin must have 9219 bytes, got 9218',
  );
});

test('other class names are refused, and a file of names that is no such thing', async () => {
  const other = { name: names.name, bytes: Buffer.from('cat\ndog\n') };
  await expect(read([...batches, other])).rejects.toThrow('got cat, dog');
  const huge = { name: names.name, bytes: Buffer.alloc(2000) };
  await expect(read([...batches, huge])).rejects.toThrow('batches.meta.txt must hold ten names, got 2000 bytes');
});
