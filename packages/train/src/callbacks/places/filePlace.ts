import { requireFiles, requirePath } from '@kindling/core';

/** Where backups are kept. */
export interface BackupPlace {
  /** What is kept, the latest first. */
  read(): Promise<readonly Uint8Array[]>;
  /** Keeps these bytes, whole or not at all, and with them those that were kept last. */
  write(bytes: Uint8Array): Promise<void>;
  /** Forgets everything. */
  remove(): Promise<void>;
  /** Called before the first step: fails where nothing could be written. */
  prepare?(): Promise<void>;
}

/** The name of the backup before the last. */
export const previousOf = (path: string): string => `${path}.previous`;

/**
 * A file, and the one before it under the same name with `.previous` behind it. There is a whole file under the name at
 * every moment: the old one gets its second name first, and the new one is then moved into place.
 *
 * @throws Error in a browser, and for what cannot name a file.
 * @example
 * ```ts
 * import { backup, filePlace } from '@kindling/train';
 *
 * const callbacks = [backup({ place: filePlace('run/backup.safetensors'), every: { steps: 1000 } })];
 * ```
 */
export const filePlace = (path: string): BackupPlace => {
  const files = requireFiles('backup', 'in a page give browserPlace("run"), not a path');
  requirePath('backup', path);
  const previous = previousOf(path);
  return {
    prepare: async () => {
      await files.requireWritable(path);
      await files.requireWritable(previous);
    },
    read: async () => {
      const found = [await files.readBytes(path), await files.readBytes(previous)];
      return found.filter((bytes) => bytes !== undefined);
    },
    write: async (bytes) => {
      await files.linkAs(path, previous);
      await files.replace(path, bytes);
    },
    remove: async () => {
      await files.remove(previous);
      await files.remove(path);
    },
  };
};
