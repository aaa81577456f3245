// internal: between `cifar10` and the platform it runs on

import { type Layout, recordBytes } from './layout.ts';
import type { Cifar10Options } from './options.ts';
import type { FileEntry } from './tar.ts';

export type SourceOptions = Omit<Cifar10Options, 'onNote'>;

/** What is different in tests. */
export interface Settings {
  readonly layout: Layout;
  /** Milliseconds without a byte after which a server counts as stalled. */
  readonly stallMs: number;
  readonly write: (file: { appendFile(bytes: Uint8Array): Promise<void> }, bytes: Uint8Array) => Promise<void>;
}

export interface Source {
  /** As messages name it. */
  readonly where: string;
  /** What to do when it cannot be read. */
  readonly remedy: string;
  readonly files: AsyncIterable<FileEntry>;
  /**
   * Once all files are read: throws for a wrong checksum; gives a line when these are not known to be the official
   * files.
   */
  verify(): string | undefined;
  /** Where else the data come from when this source is damaged. */
  again?(): Promise<Source>;
}

/** What there is to say of an archive, or of its files, other than the official one. */
export const notOfficial = (what: 'file' | 'files'): string => `reads as CIFAR-10, but is not the official ${what}`;

/** Each chunk is shown to `see` on its way, until the signal is aborted. */
export async function* watched<C extends Uint8Array>(
  chunks: AsyncIterable<C>,
  signal: AbortSignal | undefined,
  see: (chunk: C) => void,
): AsyncGenerator<C, void, undefined> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    see(chunk);
    yield chunk;
  }
}

/** The bytes of all records. */
export const allRecords = ({ files, recordsPerFile }: Layout): number => files.length * recordsPerFile * recordBytes;

/** The records, and 1 MB for headers, names and the like: more than this is no CIFAR-10, packed or unpacked. */
export const mostBytes = (layout: Layout): number => allRecords(layout) + 2 ** 20;

/** Unpacked bytes, as many as there may be: a small archive can unpack to any size. */
export async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  layout: Layout,
): AsyncGenerator<Uint8Array, void, undefined> {
  const most = mostBytes(layout);
  let unpacked = 0;
  for await (const chunk of chunks) {
    unpacked += chunk.length;
    if (unpacked > most) throw new Error(`it unpacks to more than ${most} bytes`);
    yield chunk;
  }
}
