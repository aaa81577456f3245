// internal: CIFAR-10 from a path, or from the cache after a download
import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { cacheFolder } from '@kindling/core/node';
import { explained } from '../explained.ts';
import { openFrom } from '../from.ts';
import { archiveName, folderName, type Layout, namesFile } from '../layout.ts';
import {
  allRecords,
  bounded,
  notOfficial,
  type Settings,
  type Source,
  type SourceOptions,
  watched,
} from '../source.ts';
import { type FileEntry, tarFiles } from '../tar.ts';
import { type Bytes, unpacked } from '../unpacked.ts';
import { download } from './download.ts';

export const open = async (options: SourceOptions, settings: Settings): Promise<Source> => {
  const { path, from, cache, sha256 } = options;
  const { layout } = settings;
  if (cache !== undefined) throw new Error('cifar10: cache is for pages; Node keeps a download in cacheDir');
  if (from !== undefined) return openFrom(from, gunzip, { ...options, layout });
  if (path === undefined) {
    const expected = sha256 ?? layout.sha256;
    const name = expected === layout.sha256 ? archiveName : `${expected.slice(0, 16)}-${archiveName}`;
    const target = join(options.cacheDir ?? cacheFolder(process.platform, process.env), name);
    await download(target, { ...options, url: options.url ?? layout.url, sha256: expected }, settings);
    return openArchive(
      target,
      'delete it, and the next call downloads it again',
      { ...options, sha256: expected },
      layout,
    );
  }
  const remedy = `a whole copy is at ${layout.url}`;
  const { archive, folder } = await find(path, layout);
  if (archive !== undefined) return openArchive(archive, remedy, options, layout);
  if (sha256 !== undefined) {
    throw new Error(`cifar10: sha256 is of the archive, but ${folder} is an unpacked folder; leave it out`);
  }
  return openFolder(folder, remedy, options, layout);
};

const find = async (
  path: string,
  { files }: Layout,
): Promise<{ archive: string; folder?: never } | { archive?: never; folder: string }> => {
  const place = await stats(path);
  if (place === undefined)
    throw new Error(`cifar10: there is nothing at ${path}; without a path the data are downloaded`);
  if (place.isFile()) return { archive: path };
  const archive = join(path, archiveName);
  if (await stats(archive)) return { archive };
  for (const folder of [path, join(path, folderName)]) {
    const batches = await Promise.all(files.map(({ name }) => stats(join(folder, name))));
    if (batches.some((batch) => batch !== undefined)) return { folder };
  }
  throw new Error(`cifar10: the folder ${path} has no ${archiveName}, no ${folderName} and no ${files[0]?.name}`);
};

/** What is at a path, if anything. */
const stats = (path: string): Promise<Stats | undefined> =>
  stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw explained(path, error, 'it must be readable');
  });

const openArchive = async (
  path: string,
  remedy: string,
  { sha256, onProgress, signal }: SourceOptions,
  layout: Layout,
): Promise<Source> => {
  const total = (await stat(path)).size;
  const hash = createHash('sha256');
  let loaded = 0;
  const compressed = watched(fileBytes(path), signal, (chunk) => {
    hash.update(chunk);
    loaded += chunk.length;
    onProgress?.({ stage: 'read', loaded, total });
  });
  return {
    where: path,
    remedy,
    files: tarFiles(bounded(unpacked(compressed, gunzip), layout)),
    verify: () => {
      const actual = hash.digest('hex');
      if (sha256 !== undefined && actual !== sha256) throw new Error(`its sha256 is ${actual}, not ${sha256}`);
      return sha256 === undefined && actual !== layout.sha256 ? `${notOfficial('file')} (sha256 ${actual})` : undefined;
    },
  };
};

/** Opened when its first bytes are read. */
async function* fileBytes(path: string): Bytes {
  yield* createReadStream(path, { highWaterMark: 2 ** 18 });
}

/** zlib's own stream: DecompressionStream leaves garbage of twice the data's size behind. */
async function* gunzip(chunks: Bytes): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    // The reader of the stream gets its errors.
    yield* pipeline(chunks, createGunzip({ chunkSize: 2 ** 16 }), () => undefined);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new Error('it ends in the middle');
    if (code?.startsWith('Z_') === true) throw new Error('it is not a gzip archive, or is damaged');
    throw error;
  }
}

const openFolder = (folder: string, remedy: string, { onProgress, signal }: SourceOptions, layout: Layout): Source => {
  const { files } = layout;
  const hashes = new Map(files.map(({ name }) => [name, createHash('sha256')]));
  const total = allRecords(layout);
  let loaded = 0;
  async function* entries(): AsyncGenerator<FileEntry, void, undefined> {
    for (const name of [...hashes.keys(), namesFile]) {
      const path = join(folder, name);
      const size = (await stats(path))?.size;
      if (size === undefined) continue;
      const chunks = watched(fileBytes(path), signal, (chunk) => {
        hashes.get(name)?.update(chunk);
        loaded += chunk.length;
        onProgress?.({ stage: 'read', loaded, total });
      });
      yield { name, size, chunks };
    }
  }
  return {
    where: folder,
    remedy,
    files: entries(),
    verify: () =>
      files.every(({ name, sha256 }) => hashes.get(name)?.digest('hex') === sha256) ? undefined : notOfficial('files'),
  };
};
