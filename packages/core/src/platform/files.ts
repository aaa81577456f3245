import { platform } from '#platform';
import { show } from '../options/show.ts';
import type { Files } from './platform.ts';

/**
 * Files whose errors name their owner.
 *
 * @param inPage What to do in a browser instead, as its error says.
 * @throws Error in a browser.
 */
export const requireFiles = (owner: string, inPage = 'use it in Node'): Files => {
  const { files } = platform;
  if (files === undefined) throw new Error(`${owner}: a browser has no files to write; ${inPage}`);
  const named = <T>(done: Promise<T>): Promise<T> =>
    done.catch((cause: Error) => {
      throw new Error(`${owner}: ${cause.message}`, { cause });
    });
  return {
    read: (path) => named(files.read(path)),
    readBytes: (path) => named(files.readBytes(path)),
    replace: (path, content) => named(files.replace(path, content)),
    requireWritable: (path) => named(files.requireWritable(path)),
    append: (path, text) => named(files.append(path, text)),
    linkAs: (path, name) => named(files.linkAs(path, name)),
    remove: (path) => named(files.remove(path)),
  };
};

/** `csvLog: path must name a file, got ""` */
export const requirePath = (owner: string, path: unknown): void => {
  if (typeof path !== 'string' || path === '')
    throw new TypeError(`${owner}: path must name a file, got ${show(path)}`);
};
