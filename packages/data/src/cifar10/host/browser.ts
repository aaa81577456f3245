// internal: `cifar10` in a browser: from what the page holds, from the network, and from the page's own storage
import { fetchArchive } from '../fetchArchive.ts';
import { openFrom } from '../from.ts';
import { observed } from '../observed.ts';
import { bounded, type Settings, type Source, type SourceOptions, watched } from '../source.ts';
import { tarFiles } from '../tar.ts';
import { unpacked } from '../unpacked.ts';
import { keptName, nameOf, ofFrom, openCache } from './cache.ts';
import { gunzip } from './inflate.ts';

export const open = async (
  options: SourceOptions,
  settings: Settings,
  onNote: (line: string) => void,
): Promise<Source> => {
  const { path, from, cacheDir, url, sha256, onProgress, signal } = options;
  const { layout, stallMs } = settings;
  if (path !== undefined || cacheDir !== undefined) {
    throw new Error('cifar10: a page has no folders: give from, a File of the archive, or url');
  }
  if (sha256 !== undefined) {
    throw new Error('cifar10: a page cannot take the sha256 of what streams through it; leave it out');
  }
  const key = from !== undefined || url === undefined ? ofFrom : absolute(url);
  const { cache: isKept = from === undefined && !/^(blob|data):/.test(key) } = options;
  const isAny = from === undefined && url === undefined;
  const cache = isKept ? await openCache(isAny ? await keptName() : await nameOf(key), onNote) : undefined;
  const observe = { layout, signal, onProgress };
  if (from !== undefined) {
    return openFrom(from, gunzip, { ...observe, keeper: cache?.keeper() });
  }

  const kept = await cache?.source(observe);
  if (cache !== undefined && kept !== undefined) {
    const again = async (): Promise<Source> => {
      onNote('cifar10: what this page kept was damaged, and is dropped');
      const isDropped = await cache.drop();
      return open(isDropped ? options : { ...options, cache: false }, settings, onNote);
    };
    return { ...kept, again };
  }
  if (url === undefined) {
    throw new Error(
      `cifar10: nothing is kept in this page, and ${new URL(layout.url).host} is too slow for one: give from, a File of the archive, or url, of a copy that this page may fetch`,
    );
  }
  const { total, chunks } = await fetchArchive({ url, from: 0, signal, stallMs });
  let loaded = 0;
  const seen = watched(chunks, signal, (chunk) => {
    loaded += chunk.length;
    onProgress?.({ stage: 'download', loaded, total });
  });
  const entries = tarFiles(bounded(unpacked(seen, gunzip), layout));
  const { files, verdict } = observed(entries, { layout, signal, keeper: cache?.keeper() });
  return { where: url, remedy: 'call again later, or give the url of another copy', files, verify: verdict };
};

const absolute = (url: string): string => {
  const base = globalThis.location?.href;
  return URL.canParse(url, base) ? new URL(url, base).href : url;
};

/** Shown nowhere: a page that wants to know passes `onNote`. */
export const note = (): void => undefined;

export { kept, removeKept } from './kept.ts';
