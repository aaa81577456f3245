import { show } from '@kindling/core';
import type { BackupPlace } from './filePlace.ts';

const store = 'backups';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const opened = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('kindling', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store);
  return settled(request);
};

/**
 * A page's own storage (IndexedDB): it is there again after a reload, for pages of the same origin. The backup before
 * the last is kept too.
 *
 * @param name Of the run, within the page's origin.
 * @throws Error where there is no IndexedDB, and for an empty name.
 * @example
 * ```ts
 * import { backup, browserPlace } from '@kindling/train';
 *
 * const callbacks = () => [backup({ place: browserPlace('digits'), every: { seconds: 30 } })];
 * ```
 * @see https://developer.mozilla.org/docs/Web/API/IndexedDB_API
 */
export const browserPlace = (name: string): BackupPlace => {
  if (typeof name !== 'string' || name === '')
    throw new TypeError(`browserPlace: give the run a name, got ${show(name)}`);
  if (globalThis.indexedDB === undefined)
    throw new Error('browserPlace: there is no IndexedDB here; in Node give backup a path');
  const previous = `${name}/previous`;

  /** One transaction: all of it happens, or nothing. */
  const within = async <T>(mode: IDBTransactionMode, use: (objects: IDBObjectStore) => Promise<T>): Promise<T> => {
    const database = await opened();
    try {
      const transaction = database.transaction(store, mode);
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      done.catch(() => undefined); // what fails first is told
      const result = await use(transaction.objectStore(store));
      await done;
      return result;
    } finally {
      database.close();
    }
  };

  return {
    read: () =>
      within('readonly', async (objects) => {
        const found = [await settled(objects.get(name)), await settled(objects.get(previous))];
        return found.filter((bytes): bytes is Uint8Array => bytes instanceof Uint8Array);
      }),
    write: (bytes) =>
      within('readwrite', async (objects) => {
        const before: unknown = await settled(objects.get(name));
        if (before !== undefined) await settled(objects.put(before, previous));
        await settled(objects.put(bytes, name));
      }),
    remove: () =>
      within('readwrite', async (objects) => {
        await settled(objects.delete(previous));
        await settled(objects.delete(name));
      }),
  };
};
