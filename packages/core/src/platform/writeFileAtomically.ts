// internal: for Node alone, exported by node.ts
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Windows refuses to replace a file while a virus scanner or an indexer has it open, for a moment. */
const busy = new Set(['EPERM', 'EACCES', 'EBUSY']);

const replace = async (from: string, to: string, tries: number): Promise<void> => {
  try {
    await rename(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (process.platform !== 'win32' || tries === 1 || !busy.has(code)) throw error;
    await wait(50);
    await replace(from, to, tries - 1);
  }
};

/**
 * Writes a file so that a reader, a crash or a full disk finds the old file or the whole new one: into a file beside
 * it, flushed to the disk, then moved into place. A failure leaves nothing behind.
 */
export const writeFileAtomically = async (
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
): Promise<void> => {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(content as Uint8Array); // Node takes any iterable of bytes; its types do not say so
      await file.sync();
    } finally {
      await file.close();
    }
    await replace(partial, path, 20);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
};
