// internal: a file of a page's own storage (OPFS), written whole or removed

/** What only workers have, in browsers without `createWritable`. */
interface SyncHandle {
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

type FileHandle = FileSystemFileHandle & { createSyncAccessHandle?(): Promise<SyncHandle> };

/**
 * @throws Error where not all bytes were written. Past its quota a browser may say so, or write fewer and say nothing:
 *   both are told as a QuotaExceededError
 */
export const writeWhole = async (
  folder: FileSystemDirectoryHandle,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> => {
  const file: FileHandle = await folder.getFileHandle(name, { create: true });
  try {
    if (file.createWritable !== undefined) await throughStream(file, bytes);
    else if (file.createSyncAccessHandle !== undefined) await throughHandle(file, bytes);
    else throw new Error('this browser writes its storage from workers alone');
    const { size } = await file.getFile();
    if (size !== bytes.length)
      throw new DOMException(`${size} of ${bytes.length} bytes were written`, 'QuotaExceededError');
  } catch (error) {
    await folder.removeEntry(name).catch(() => undefined);
    throw error;
  }
};

const throughStream = async (file: FileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
  const stream = await file.createWritable();
  try {
    await stream.write(bytes);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
};

const throughHandle = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  const handle = await file.createSyncAccessHandle!();
  try {
    const count = handle.write(bytes, { at: 0 });
    if (count !== bytes.length)
      throw new DOMException(`${count} of ${bytes.length} bytes were written`, 'QuotaExceededError');
    handle.flush();
  } finally {
    handle.close();
  }
};
