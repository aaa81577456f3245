import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { classNames, type Layout, official, pictureBytes, recordBytes } from '../src/cifar10/layout.ts';

/** What stands in an archive; a link names no bytes. */
export interface Entry {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly prefix?: string;
  /** The header's type flag. Default: '0', a file. */
  readonly flag?: string;
  /** What the header promises, where that is not the truth. */
  readonly size?: number;
}

const blockBytes = 512;

const headerOf = ({ name, bytes = new Uint8Array(), prefix = '', flag = '0', size = bytes.length }: Entry): Buffer => {
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.fill(' ', 148, 156);
  block.write(flag, 156);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
};

export const tarball = (entries: readonly Entry[]): Buffer => {
  const parts = entries.flatMap((entry) => {
    const { length = 0 } = entry.bytes ?? {};
    return [headerOf(entry), entry.bytes ?? Buffer.alloc(0), Buffer.alloc(-length & (blockBytes - 1))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Pixel `at` of picture `picture` of file `file`, planes one after the other, in the tests' sets. */
export const planeByte = (file: number, picture: number, at: number): number =>
  (file * 31 + picture * 7 + at * 3) & 255;

export const labelOf = (file: number, picture: number): number => (file + picture) % 10;

const recordsPerFile = 3;

const batchBytes = (file: number): Buffer => {
  const records = Array.from({ length: recordsPerFile }, (_, picture) => [
    labelOf(file, picture),
    ...Array.from({ length: pictureBytes }, (_, at) => planeByte(file, picture, at)),
  ]);
  return Buffer.from(records.flat());
};

/** All files of a whole set of 3 records a file, in the official order. */
export const batches: readonly Entry[] = official.files.map(({ name }, file) => ({ name, bytes: batchBytes(file) }));
export const names: Entry = { name: 'batches.meta.txt', bytes: Buffer.from(`${classNames.join('\n')}\n\n`) };
export const wholeEntries: readonly Entry[] = [
  { name: 'cifar-10-batches-bin/', flag: '5' },
  ...[...batches, names, { name: 'readme.html', bytes: Buffer.from('<p>CIFAR-10</p>') }].map((entry) => ({
    ...entry,
    name: `cifar-10-batches-bin/${entry.name}`,
  })),
];

export const archiveOf = (entries: readonly Entry[]): Buffer => gzipSync(tarball(entries));
export const wholeArchive = archiveOf(wholeEntries);

/** The official layout, as small as the tests' sets; theirs are the official files. */
export const smallLayout: Layout = {
  ...official,
  bytes: wholeArchive.length,
  sha256: sha256(wholeArchive),
  recordsPerFile,
  files: official.files.map((file, i) => ({ ...file, sha256: sha256(batches[i]!.bytes!) })),
};

/** The same files with one of them changed. */
export const edited = (name: string, edit: (bytes: Buffer) => Uint8Array): readonly Entry[] =>
  wholeEntries.map((entry) =>
    entry.name.endsWith(`/${name}`) && entry.bytes ? { ...entry, bytes: edit(Buffer.from(entry.bytes)) } : entry,
  );

export const recordSize = recordBytes;

/** Bytes in pieces of `size`, as a stream would give them. */
export async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
