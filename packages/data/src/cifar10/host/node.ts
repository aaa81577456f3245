// internal: `cifar10` on Node: files, a cache folder, checksums
export { open } from './open.ts';

/** One line to the user of the process. */
export const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
