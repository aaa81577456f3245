// internal: `cifar10` in a browser: no files, so an archive is read straight from the network
import { fetchArchive } from '../fetchArchive.ts';
import { bounded, type Settings, type Source, type SourceOptions, watched } from '../source.ts';
import { tarFiles } from '../tar.ts';

export const open = async (
  { path, cacheDir, url, sha256, onProgress, signal }: SourceOptions,
  { layout, stallMs }: Settings,
): Promise<Source> => {
  if (path !== undefined || cacheDir !== undefined || url === undefined) {
    throw new Error(
      `cifar10: a page has no files and no cache, and ${new URL(layout.url).host} is too slow for one; pass only url, of a copy that this page may fetch`,
    );
  }
  if (sha256 !== undefined) {
    throw new Error('cifar10: a page cannot take the sha256 of what streams through it; leave it out');
  }
  const remedy = 'call again later, or pass the url of another copy';
  const { total, chunks } = await fetchArchive({ url, from: 0, signal, stallMs });
  let loaded = 0;
  const seen = watched(chunks, signal, (chunk) => {
    loaded += chunk.length;
    onProgress?.({ stage: 'download', loaded, total });
  });
  return {
    where: url,
    remedy,
    files: tarFiles(bounded(gunzip(seen), layout)),
    verify: () => 'reads as CIFAR-10; whether it is the official file, a page cannot tell',
  };
};

/** Shown nowhere: a page that wants to know passes `onNote`. */
export const note = (): void => undefined;

async function* gunzip(chunks: AsyncIterator<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array, void, undefined> {
  const compressed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  const reader = compressed.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
