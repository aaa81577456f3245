/**
 * Whether this page keeps CIFAR-10 in its own storage (OPFS), and in how many bytes: of all whole sets, those of a
 * `url` and that of `from`. Nothing is read but sizes.
 *
 * @returns undefined where nothing whole is kept, or the page has no such storage
 * @throws Error in Node, which keeps a download in `cacheDir`
 * @example
 * ```ts
 * // not run: needs a page
 * import { cifar10, keptCifar10 } from '@kindling/data';
 *
 * const kept = await keptCifar10(); // { bytes: 184380831 }
 * if (kept !== undefined) console.log(`CIFAR-10 is on this device (${Math.round(kept.bytes / 1e6)} MB).`);
 * ```
 */
export const keptCifar10 = async (): Promise<{ bytes: number } | undefined> => {
  const { kept } = await import('#archive');
  return kept();
};
