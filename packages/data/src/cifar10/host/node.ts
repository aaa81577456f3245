// internal: `cifar10` on Node: files, a cache folder, checksums
export { open } from './open.ts';

/** One line to the user of the process. */
export const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const forPages = (name: string): Promise<never> =>
  Promise.reject(new Error(`${name} is for pages; Node keeps a download in cacheDir: look there, and delete it there`));

export const kept = (): Promise<{ bytes: number } | undefined> => forPages('keptCifar10');

export const removeKept = (): Promise<void> => forPages('removeCifar10');
