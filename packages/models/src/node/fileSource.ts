// internal: a file as a source of bytes
import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../formats/safetensors.ts';

/** Node reads at most 2 GiB at once; pieces as large as this one cost nothing. */
const mostAtOnce = 2 ** 26;

/**
 * An open file, read in pieces of at most `piece` bytes, whatever its size.
 *
 * @throws Error where the file ends before what should be read
 */
export const fileSource = async (
  file: Pick<FileHandle, 'stat' | 'read'>,
  piece: number = mostAtOnce,
): Promise<ByteSource> => ({
  size: (await file.stat()).size,
  read: async (at, into) => {
    for (let done = 0; done < into.length; ) {
      const { bytesRead } = await file.read(into, done, Math.min(piece, into.length - done), at + done);
      if (bytesRead === 0) throw new Error(`the file ends at byte ${at + done}: it was cut while it was read`);
      done += bytesRead;
    }
  },
});
