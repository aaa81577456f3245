// internal: the files of an archive on their way: counted, digested, kept
import { type Layout, recordBytes } from './layout.ts';
import type { Cifar10Progress } from './options.ts';
import { allRecords, notOfficial, watched } from './source.ts';
import type { FileEntry } from './tar.ts';

/** Where whole files are kept as they go by. */
export interface Keeper {
  /** `bytes` are the caller's again when this ends. */
  add(name: string, bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<void>;
  /** After the last file: from here on they are found. */
  finish(): Promise<void>;
  /** Removes what was added. Called at the end, whichever it is; after `finish` there is nothing to do. */
  close(): Promise<void>;
}

export interface Observation {
  readonly files: AsyncIterable<FileEntry>;
  /** How the files that went by differ from the official ones, in words. */
  verdict(): string | undefined;
}

/** Of a file whose digest is known. */
export interface DigestedEntry extends FileEntry {
  readonly sha256: string;
}

export interface ObserveOptions {
  readonly layout: Layout;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Cifar10Progress) => void) | undefined;
  readonly keeper?: Keeper | undefined;
}

/** WebCrypto's SHA-256 in hexadecimal; undefined where there is none. */
export const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> => {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle === undefined) return undefined;
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** One file at a time is held whole, since WebCrypto digests no streams. */
export const observed = (
  from: AsyncIterable<FileEntry | DigestedEntry>,
  { layout, signal, onProgress, keeper }: ObserveOptions,
  what: 'file' | 'files' = 'file',
): Observation => {
  const size = layout.recordsPerFile * recordBytes;
  const total = allRecords(layout);
  const digests = new Map<string, string | undefined>();
  let loaded = 0;

  async function* files(): AsyncGenerator<FileEntry, void, undefined> {
    let whole = new Uint8Array(0);
    try {
      for await (const entry of from) {
        const { name } = entry;
        const known = 'sha256' in entry ? entry.sha256 : undefined;
        if (entry.size !== size || !layout.files.some((file) => file.name === name)) {
          yield entry;
          continue;
        }
        if (known === undefined && whole.length === 0) whole = new Uint8Array(size);
        let filled = 0;
        const chunks = watched(entry.chunks, signal, (chunk) => {
          if (known === undefined) whole.set(chunk, filled);
          filled += chunk.length;
          loaded += chunk.length;
          onProgress?.({ stage: 'read', loaded, total });
        });
        yield { ...entry, chunks };
        const sha256 = known ?? (await digest(whole));
        digests.set(name, sha256);
        if (sha256 !== undefined) await keeper?.add(name, whole, sha256);
      }
      signal?.throwIfAborted();
      if (digests.size === layout.files.length) await keeper?.finish();
    } finally {
      await keeper?.close();
    }
  }

  return {
    files: files(),
    verdict: () => {
      if ([...digests.values()].includes(undefined))
        return `reads as CIFAR-10; whether it is the official ${what}, only a page under https can tell (crypto.subtle)`;
      return layout.files.every(({ name, sha256 }) => digests.get(name) === sha256) ? undefined : notOfficial(what);
    },
  };
};
