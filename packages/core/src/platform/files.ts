import { platform } from '#platform';
import { show } from '../options/show.ts';
import type { Files } from './platform.ts';

/**
 * Files whose errors name their owner.
 *
 * @throws Error in a browser.
 */
export const requireFiles = (owner: string): Files => {
  const { files } = platform;
  if (files === undefined) throw new Error(`${owner}: a browser has no files to write; use it in Node`);
  const named = <T>(done: Promise<T>): Promise<T> =>
    done.catch((cause: Error) => {
      throw new Error(`${owner}: ${cause.message}`, { cause });
    });
  return {
    read: (path) => named(files.read(path)),
    replace: (path, content) => named(files.replace(path, content)),
    append: (path, text) => named(files.append(path, text)),
  };
};

/** `csvLog: path must name a file, got ""` */
export const requirePath = (owner: string, path: unknown): void => {
  if (typeof path !== 'string' || path === '')
    throw new TypeError(`${owner}: path must name a file, got ${show(path)}`);
};
