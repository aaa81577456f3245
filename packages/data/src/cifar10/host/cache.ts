// internal: what a page has read once, in its own storage (OPFS)
import { reason } from '../explained.ts';
import { type DigestedEntry, digest, type Keeper, type ObserveOptions, observed } from '../observed.ts';
import type { Source } from '../source.ts';
import { type Claim, claim } from './claim.ts';
import { writeWhole } from './writeWhole.ts';

/** A file of a whole set: under which name it lies there, and what it must hold. */
interface KeptFile {
  readonly name: string;
  readonly as: string;
  readonly sha256: string;
}

type Manifest = readonly KeptFile[];

export interface Cache {
  /** Undefined where nothing whole is kept. */
  source(options: ObserveOptions): Promise<Source | undefined>;
  /** In place of what is kept. Where another tab is about to keep the same it keeps nothing, and a note says so. */
  keeper(): Keeper;
  /** Forgets what is kept; false where that cannot be done now. */
  drop(): Promise<boolean>;
}

const manifestName = 'manifest.json';

const prefix = 'cifar10-';

/** The key of what came by `from`. */
export const ofFrom = 'from';

/** Folder and lock of what is kept under a key. */
export const nameOf = async (key: string): Promise<string> =>
  `${prefix}${(await digest(new TextEncoder().encode(key)))?.slice(0, 16)}`;

const home = async ({ create }: { readonly create: boolean }): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('kindling', { create });

const namesIn = async (folder: FileSystemDirectoryHandle): Promise<string[]> => {
  const found: string[] = [];
  for await (const each of folder.keys()) found.push(each);
  return found;
};

const remove = async (folder: FileSystemDirectoryHandle, names: readonly string[]): Promise<void> => {
  for (const each of names) await folder.removeEntry(each).catch(() => undefined);
};

/** The manifest first: without it the others are not looked for. */
const clear = async (folder: FileSystemDirectoryHandle): Promise<void> => {
  await remove(folder, [manifestName]);
  await remove(folder, await namesIn(folder));
};

const manifestOf = async (folder: FileSystemDirectoryHandle): Promise<Manifest | undefined> => {
  try {
    const file = await (await folder.getFileHandle(manifestName)).getFile();
    return JSON.parse(await file.text());
  } catch {
    return undefined; // there is none, or it was broken off
  }
};

/** The folders of all that was kept, whatever it came from; none in a page without storage. */
export const allKept = async (): Promise<readonly FileSystemDirectoryHandle[]> => {
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await home({ create: false });
  } catch {
    return []; // no storage, or nothing in it
  }
  const names = (await namesIn(folder)).filter((name) => name.startsWith(prefix));
  return Promise.all(names.map((name) => folder.getDirectoryHandle(name)));
};

/** Bytes of a whole set, 0 of what was broken off. */
export const bytesKept = async (folder: FileSystemDirectoryHandle): Promise<number> => {
  if ((await manifestOf(folder)) === undefined) return 0;
  const sizes = (await namesIn(folder)).map(async (name) => (await (await folder.getFileHandle(name)).getFile()).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

/** Forgets what a folder keeps; false where that cannot be done now. The folder stays: another tab may hold it. */
export const dropKept = async (folder: FileSystemDirectoryHandle): Promise<boolean> => {
  const claimed = await claim(folder.name);
  if (claimed === undefined) return false;
  await clear(folder);
  claimed.go();
  return (await namesIn(folder)).length === 0;
};

/** Where something whole is kept: what came by `from`, or else from a url. */
export const keptName = async (): Promise<string> => {
  const first = await nameOf(ofFrom);
  const folders = [...(await allKept())].sort((a, b) => Number(b.name === first) - Number(a.name === first));
  for (const folder of folders) if ((await manifestOf(folder)) !== undefined) return folder.name;
  return first;
};

const fault = (error: unknown): string =>
  (error as Error | null)?.name === 'QuotaExceededError'
    ? 'its storage is full (QuotaExceededError): free some of what this site keeps'
    : reason(error);

/**
 * The page's storage of that name, as `nameOf` gives it. A set is kept as its files, and as a manifest that is written
 * when these are whole: what is broken off is never read.
 *
 * @returns undefined, and a note says why, where the page has no such storage
 */
export const openCache = async (name: string, note: (line: string) => void): Promise<Cache | undefined> => {
  const unkept = (why: string): void => note(`cifar10: this page keeps nothing for the next time: ${why}`);
  let folder: FileSystemDirectoryHandle;
  try {
    if (globalThis.navigator?.storage?.getDirectory === undefined) {
      unkept('it has no storage of its own (OPFS), which needs https and a browser of 2023');
      return undefined;
    }
    folder = await (await home({ create: true })).getDirectoryHandle(name, { create: true });
  } catch (error) {
    unkept(`its storage cannot be opened, as in some private windows (${fault(error)})`);
    return undefined;
  }

  return {
    source: async (options) => {
      const kept = await manifestOf(folder);
      if (kept === undefined) return undefined;
      const { files, verdict } = observed(read(folder, kept, options), options);
      return { where: 'what this page kept', remedy: 'call again', files, verify: verdict };
    },
    keeper: () => {
      let claimed: Claim | undefined;
      const added: KeptFile[] = [];
      let isWhole = false;
      let hasFailed = false;
      const tried = async (write: () => Promise<void>): Promise<void> => {
        if (hasFailed) return;
        await write().catch(async (error: unknown) => {
          hasFailed = true;
          unkept(fault(error));
          await remove(
            folder,
            added.map((file) => file.as),
          );
        });
      };
      return {
        add: (file, bytes, sha256) =>
          tried(async () => {
            claimed ??= await claim(name);
            if (claimed === undefined) throw new Error('another tab is keeping the same just now');
            // What was kept before, and what a page that was closed has left.
            if (added.length === 0 && claimed.isAlone) await clear(folder);
            const as = `${file}.${crypto.randomUUID()}`;
            added.push({ name: file, as, sha256 });
            await writeWhole(folder, as, bytes);
          }),
        finish: () =>
          tried(async () => {
            await writeWhole(folder, manifestName, new TextEncoder().encode(JSON.stringify(added)));
            isWhole = true;
          }),
        close: async () => {
          if (!isWhole)
            await remove(
              folder,
              added.map((file) => file.as),
            );
          claimed?.go();
        },
      };
    },
    drop: () => dropKept(folder),
  };
};

/** @throws Error for a file that is gone or differs from what was written */
async function* read(
  folder: FileSystemDirectoryHandle,
  kept: Manifest,
  { layout, signal }: ObserveOptions,
): AsyncGenerator<DigestedEntry, void, undefined> {
  for (const { name } of layout.files) {
    const { as, sha256 } = kept.find((file) => file.name === name) ?? {};
    if (as === undefined || sha256 === undefined) throw new Error(`${name} is not there`);
    signal?.throwIfAborted();
    const file = await (await folder.getFileHandle(as)).getFile();
    const bytes = new Uint8Array(await file.arrayBuffer());
    if ((await digest(bytes)) !== sha256) throw new Error(`${name} was damaged`);
    yield { name, size: bytes.length, chunks: pieces(bytes), sha256 };
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const size = 2 ** 20;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
