// internal: bytes under a name in a page's own database (IndexedDB), the last two that were written
import { show } from '@kindling/core';

export interface Slots {
  /** Fails where nothing can be kept; reads none of the bytes. */
  prepare(): Promise<void>;
  /** What is kept, the latest first. */
  read(): Promise<readonly Uint8Array<ArrayBuffer>[]>;
  /** Keeps these bytes, whole or not at all, in place of those before the last. */
  write(bytes: Uint8Array): Promise<void>;
  /** Forgets everything. */
  remove(): Promise<void>;
}

export type SlotsKind = 'backups' | 'models';

const store = 'slots';

/** Beside slots 0 and 1 of a name: which of them was written last. */
const latest = 'latest';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const opened = async (owner: string, kind: SlotsKind): Promise<IDBDatabase> => {
  if (globalThis.indexedDB === undefined)
    throw new Error(`${owner}: there is no IndexedDB here; it is for pages and their workers, in Node give a path`);
  try {
    const request = indexedDB.open(`kindling-${kind}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    return await settled(request);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new Error(
      `${owner}: this page keeps nothing (IndexedDB: ${why}), as in some private windows: download it instead`,
      { cause },
    );
  }
};

/** One transaction: all of it happens, or nothing. */
const within = async <T>(
  owner: string,
  kind: SlotsKind,
  mode: IDBTransactionMode,
  use: (objects: IDBObjectStore) => Promise<T>,
): Promise<T> => {
  const database = await opened(owner, kind);
  try {
    // On the disk, not in its queue, when it is told to be done.
    const transaction = database.transaction(store, mode, { durability: 'strict' });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const using = use(transaction.objectStore(store)).catch((error) => {
      if (transaction.error === null) transaction.abort();
      throw error;
    });
    const [used, end] = await Promise.allSettled([using, done]);
    if (end.status === 'rejected' && end.reason !== null) throw end.reason;
    if (used.status === 'rejected') throw used.reason;
    return used.value;
  } catch (cause) {
    const isFull = (cause as Error | null)?.name === 'QuotaExceededError';
    const why = cause instanceof Error ? cause.message : cause;
    throw new Error(
      isFull
        ? `${owner}: the page's storage is full (QuotaExceededError), what was kept before is still there: remove something, or download it`
        : `${owner}: IndexedDB failed: ${why}`,
      { cause },
    );
  } finally {
    database.close();
  }
};

/** A view into a larger buffer would be stored with all of it. */
const alone = (bytes: Uint8Array): Uint8Array =>
  bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);

/**
 * Two slots, written in turn: the other one stays whole whatever happens to the writer.
 *
 * @throws TypeError for a name that is none
 */
export const slots = (owner: string, kind: SlotsKind, name: string): Slots => {
  if (typeof name !== 'string' || name === '') throw new TypeError(`${owner}: give it a name, got ${show(name)}`);
  const lastOf = async (objects: IDBObjectStore): Promise<0 | 1 | undefined> => settled(objects.get([name, latest]));
  return {
    prepare: () => within(owner, kind, 'readonly', async (objects) => void (await lastOf(objects))),
    read: () =>
      within(owner, kind, 'readonly', async (objects) => {
        const last = await lastOf(objects);
        if (last === undefined) return [];
        const found = [await settled(objects.get([name, last])), await settled(objects.get([name, 1 - last]))];
        return found.filter((bytes): bytes is Uint8Array<ArrayBuffer> => bytes instanceof Uint8Array);
      }),
    write: (bytes) =>
      within(owner, kind, 'readwrite', async (objects) => {
        const next = (await lastOf(objects)) === 0 ? 1 : 0;
        await settled(objects.put(alone(bytes), [name, next]));
        await settled(objects.put(next, [name, latest]));
      }),
    remove: () =>
      within(owner, kind, 'readwrite', async (objects) => {
        for (const part of [latest, 0, 1]) await settled(objects.delete([name, part]));
      }),
  };
};

/** The names under which something is kept, in alphabetical order. */
export const slotNames = (owner: string, kind: SlotsKind): Promise<readonly string[]> =>
  within(owner, kind, 'readonly', async (objects) =>
    (await settled(objects.getAllKeys())).flatMap((key) => {
      const [name, part] = key as [string, unknown];
      return part === latest ? [name] : [];
    }),
  );
