// internal: a file from a server into the cache: resumed where it broke off, checked, and there only when it is whole
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, lstat, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '@kindling/core/node';
import { explained } from '../explained.ts';
import { fetchArchive } from '../fetchArchive.ts';
import { mostBytes, type Settings, type SourceOptions } from '../source.ts';
import { claimPartial, idlePartial, openPartial, removeUnclaimed } from './partial.ts';

export interface DownloadOptions extends SourceOptions {
  readonly url: string;
  readonly sha256: string;
}

/**
 * Puts the file of `url` at `target`, unless there is one. Bytes go to a file of this call alone, which is renamed once
 * its sha256 is right: a reader of `target` sees all of it, however many processes download it at once. What came
 * before a connection broke is kept for the next call; what can never be right is deleted.
 */
export const download = async (
  target: string,
  { url, sha256, onProgress, signal }: DownloadOptions,
  { layout, stallMs, write }: Settings,
): Promise<void> => {
  if ((await sizeOf(target)) !== undefined) return removeUnclaimed(target);
  const most = mostBytes(layout);
  let resumable = true;
  const onDisk = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      resumable = false;
      const room = Math.ceil(layout.bytes / 1e6);
      throw explained(dirname(target), error, `make room for ${room} MB there, or pass another cacheDir`);
    }
  };
  const wrong = (what: string): Error => {
    resumable = false;
    return explained(url, what, 'pass the url of an unchanged copy, or its own sha256');
  };

  const partial = await onDisk(async () => {
    await makeFolder(dirname(target));
    return claimPartial(target);
  });
  /** Goes on with what is in the partial file; that it is the beginning of another file shows in the sha256. */
  const receive = async (): Promise<void> => {
    const file = await onDisk(() => openPartial(partial));
    let resumed = true;
    let hash: Hash;
    try {
      const before = await onDisk(() => beginning(file));
      ({ hash } = before);
      let { bytes } = before;
      if (hash.copy().digest('hex') === sha256) return;
      const { from, total, chunks } = await fetchArchive({ url, from: bytes, signal, stallMs });
      if (from === 0) {
        resumed = false;
        hash = createHash('sha256');
        bytes = 0;
        await onDisk(() => file.truncate(0));
      }
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > most) throw wrong(`sends more than ${most} bytes`);
        hash.update(chunk);
        await onDisk(() => write(file, chunk));
        onProgress?.({ stage: 'download', loaded: bytes, total });
      }
      await onDisk(() => file.sync());
    } finally {
      await file.close();
    }
    const actual = hash.digest('hex');
    if (actual === sha256) return;
    if (!resumed) throw wrong(`its sha256 is ${actual}, not ${sha256}`);
    await rm(partial);
    await receive();
  };

  try {
    await receive();
    await onDisk(() => moveInto(partial, target));
  } catch (error) {
    if (resumable && (await lstat(partial).catch(() => undefined))?.size) await rename(partial, idlePartial(target));
    else await rm(partial, { force: true });
    throw error;
  }
};

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );

/** What an earlier call left. */
const beginning = async (partial: FileHandle): Promise<{ hash: Hash; bytes: number }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of partial.createReadStream({ start: 0, autoClose: false })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { hash, bytes };
};

/** Windows refuses to replace a file that somebody reads; it is the same file. */
const moveInto = async (partial: string, target: string): Promise<void> => {
  try {
    await rename(partial, target);
  } catch (error) {
    if ((await sizeOf(target)) === undefined) throw error;
    await rm(partial);
  }
};
