/**
 * Forgets what this page keeps of CIFAR-10, whole or broken off, whichever `url` or file it came from. Data that were
 * read stay as they are.
 *
 * @throws Error where another tab is just keeping it, and in Node, which keeps a download in `cacheDir`
 * @example
 * ```ts
 * // not run: needs a page
 * import { keptCifar10, removeCifar10 } from '@kindling/data';
 *
 * await removeCifar10();
 * await keptCifar10(); // undefined
 * ```
 */
export const removeCifar10 = async (): Promise<void> => {
  const { removeKept } = await import('#archive');
  return removeKept();
};
