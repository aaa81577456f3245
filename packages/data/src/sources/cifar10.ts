import type { Labelled } from '../labelled.ts';

/** How far a download, or the reading of an archive, has come. */
export interface Cifar10Progress {
  readonly stage: 'download' | 'read';
  /** Bytes, counted from the beginning of the file. */
  readonly loaded: number;
  /** Bytes of the whole, where known. */
  readonly total: number | undefined;
}

export interface Cifar10Options {
  /** The archive `cifar-10-binary.tar.gz`, a folder with it, or its unpacked folder. Absent, the archive is downloaded once. */
  readonly path?: string | undefined;
  /** Where a download is kept. Default: `kindling` in the platform's folder for caches. */
  readonly cacheDir?: string | undefined;
  /** Another place to download from. Default: the official one, which may take an hour. */
  readonly url?: string | undefined;
  /** Of the archive, as 64 hexadecimal digits in lower case. Default for a download: the official one. */
  readonly sha256?: string | undefined;
  readonly onProgress?: ((progress: Cifar10Progress) => void) | undefined;
  /** Told in one line when what was read is not the official file. Default: the line goes to stderr. */
  readonly onNote?: ((line: string) => void) | undefined;
  /** Ends a download or the reading; what was downloaded is kept. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * CIFAR-10: 50,000 pictures to train on and 10,000 to test with, 32×32×3 bytes each, of ten classes (Krizhevsky,
 * "Learning multiple layers of features from tiny images", 2009).
 *
 * The official binary archive is read as it unpacks: nothing is written beside a download, and memory stays at the data's
 * 184 MB and some buffers. Every record is checked. A download can be broken off and gone on with, is checked by sha256,
 * and appears in the cache only when it is whole. A file given by `path` may be another than the official one: a note says so.
 *
 * In a browser there are no files: there `url` alone is taken, read through `fetch`, and nothing is kept.
 *
 * @throws Error for an archive that is cut, damaged, of another layout, with labels past 9 or links among its files, for
 *   a wrong sha256, and for a server that is gone, silent or of another mind; each says what to do
 * @throws the signal's reason when it is aborted
 * @example
 * // not run: downloads 170 MB
 * const { train, test, classNames } = await cifar10();
 * train.x.shape; // [50000, 32, 32, 3]
 */
export const cifar10 = async (options: Cifar10Options = {}): Promise<Labelled> => {
  // A page that reads no CIFAR-10 does not load what reads it.
  const { loadOfficial } = await import('../cifar10/loadOfficial.ts');
  return loadOfficial(options);
};
