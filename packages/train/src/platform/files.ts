// internal: files, or a word on why there are none
import { platform } from '#platform';
import type { Files } from './platform.ts';

/** @throws Error in a browser. */
export const requireFiles = (owner: string): Files => {
  if (platform.files === undefined) throw new Error(`${owner}: a browser has no files to write; use it in Node`);
  return platform.files;
};
