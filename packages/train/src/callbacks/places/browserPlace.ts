import { slots } from '@kindling/models/browser';
import type { BackupPlace } from './filePlace.ts';

/**
 * A page's own storage (IndexedDB): it is there again after a reload, for pages and workers of the same origin. The
 * backup before the last is kept too, and both are whole whenever the page is closed.
 *
 * @param name Of the run, within the page's origin.
 * @throws Error for an empty name; where it is read or written: where there is no IndexedDB, as in some private
 *   windows, and where the page's storage is full, which leaves the backups before as they are.
 * @example
 * ```ts
 * import { backup, browserPlace } from '@kindling/train';
 *
 * const callbacks = () => [backup({ place: browserPlace('digits'), every: { seconds: 30 } })];
 * ```
 * @see https://developer.mozilla.org/docs/Web/API/IndexedDB_API
 */
export const browserPlace = (name: string): BackupPlace => slots('browserPlace', 'backups', name);
