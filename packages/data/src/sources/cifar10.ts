import type { Cifar10Options } from '../cifar10/options.ts';
import type { Labelled } from '../dataset/labelled.ts';

/**
 * CIFAR-10: 50,000 pictures to train on and 10,000 to test with, 32×32×3 bytes each, of ten classes (Krizhevsky,
 * "Learning multiple layers of features from tiny images", 2009).
 *
 * The official binary archive is read as it unpacks: nothing is written beside a download, and memory stays at the
 * data's 184 MB and some buffers. Every record is checked. A download can be broken off and gone on with, is checked by
 * sha256, and appears in the cache only when it is whole. A file given by `path` may be another than the official one:
 * a note says so.
 *
 * A page gives what it has by `from`: a File that was dropped, a Response, a stream; or a `url` that it may fetch. It
 * keeps what it downloaded in its own storage (OPFS), where a second call reads it without the network; with
 * `cache: true` also a File. A call that names nothing reads what is kept. What was kept is checked by SHA-256, and
 * read anew where it was damaged.
 *
 * @throws Error for an archive that is cut, damaged, of another layout, with labels past 9 or links among its files,
 *   for a wrong sha256, and for a server that is unreachable, stalls or sends something else; each says what to do
 * @throws the signal's reason when it is aborted
 * @example
 * ```ts
 * // not run: downloads 170 MB
 * import { cifar10 } from '@kindling/data';
 *
 * const { train, test, classNames } = await cifar10();
 * train.x.shape; // [50000, 32, 32, 3]
 * ```
 */
export const cifar10 = async (options?: Cifar10Options): Promise<Labelled> => {
  // A page that reads no CIFAR-10 does not load what reads it.
  const { loadOfficial } = await import('../cifar10/loadOfficial.ts');
  return loadOfficial(options);
};
