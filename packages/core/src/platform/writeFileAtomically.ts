// internal: for Node alone, exported by node.ts
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, readdir, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isGone, processTag, tagPattern } from './processes.ts';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Windows refuses to replace a file while a virus scanner or an indexer has it open, for a moment. */
const busy = new Set(['EPERM', 'EACCES', 'EBUSY']);

const replace = async (from: string, to: string, tries: number): Promise<void> => {
  try {
    await rename(from, to);
  } catch (error) {
    if (process.platform !== 'win32' || tries === 1 || !busy.has(codeOf(error))) throw error;
    await wait(50);
    await replace(from, to, tries - 1);
  }
};

const mostLinks = 40;

/** The file that a path means: a link is followed, also to a file that is not there yet. */
const followed = async (path: string, links = 0): Promise<string> => {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || links === mostLinks) throw error;
  }
  const folder = await realpath(dirname(resolve(path)));
  const target = await readlink(path).catch(() => undefined);
  return target === undefined ? join(folder, basename(path)) : followed(resolve(folder, target), links + 1);
};

const there = (path: string): Promise<Stats | undefined> =>
  stat(path).catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });

/**
 * Gives a new file the owner, group and mode of the old one. Where the group can't be kept, the new one's members may
 * do what everybody may.
 */
const keepRights = async (file: FileHandle, { uid, gid, mode }: Stats): Promise<void> => {
  if (process.platform === 'win32') return;
  const now = await file.stat();
  const gave = (work: Promise<void>): Promise<boolean> =>
    work.then(
      () => true,
      () => false,
    );
  const isGroups = gid === now.gid || (await gave(file.chown(now.uid, gid)));
  const isOwners = uid === now.uid || (await gave(file.chown(uid, isGroups ? gid : now.gid)));
  const rights = isGroups ? mode & 0o777 : (mode & 0o707) | ((mode & 0o007) << 3);
  // Where a file system has no modes this fails, and nothing is lost: the new file is its owner's alone until here.
  await gave(file.chmod(isGroups && isOwners ? mode & 0o7777 : rights));
};

/** A rename is safe once its folder is on the disk; some systems can't be asked for that. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
};

const isPartial = new RegExp(`^\\.(${tagPattern})-[0-9a-f]{8}\\.partial$`);

/**
 * Writes a file so that a reader, a crash or a full disk finds the old file or the whole new one: into a file beside
 * it, flushed to the disk, then moved into place. A failure leaves nothing behind; what a killed process leaves is
 * told by its name, see {@link removeOrphans}. A link stays, and what it points to is replaced. The mode of the old
 * file stays, and its owner where this process may give files away. What is no file but a device or a pipe is written
 * to.
 */
export const writeFileAtomically = async (
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
): Promise<void> => {
  const old = await there(path);
  if (old !== undefined && !old.isFile() && !old.isDirectory()) return writeFile(path, content as Uint8Array);
  const target = await followed(path);
  const partial = `${target}.${processTag()}-${randomBytes(4).toString('hex')}.partial`;
  try {
    const file = await open(partial, 'wx', old === undefined ? 0o666 : 0o600);
    try {
      await file.writeFile(content as Uint8Array); // Node takes any iterable of bytes; its types do not say so
      if (old !== undefined) await keepRights(file, old);
      await file.sync();
    } finally {
      await file.close();
    }
    await replace(partial, target, 20);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncFolder(dirname(target));
};

/** Removes what processes that are gone have left beside a file while they wrote it; nothing of a living one. */
export const removeOrphans = async (path: string): Promise<void> => {
  const target = await followed(path).catch(() => resolve(path));
  const names = await readdir(dirname(target)).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(basename(target))) continue;
    const [, owner] = isPartial.exec(name.slice(basename(target).length)) ?? [];
    if (owner !== undefined && isGone(owner)) await rm(join(dirname(target), name), { force: true });
  }
};
