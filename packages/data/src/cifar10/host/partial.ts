// internal: the beginning of a file that is being downloaded, by one process at a time
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isGone, processTag, tagPattern } from '@kindling/core/node';

/** Where the beginning of `target` waits for somebody to go on with it. */
export const idlePartial = (target: string): string => `${target}.partial`;

const owned = new RegExp(`^\\.(${tagPattern})-\\d+-\\d+\\.partial$`);

let claims = 0;

/** Beginnings of `target` that nobody has: one that waits, and those of processes of this machine that are gone. */
const unclaimed = async (target: string): Promise<readonly string[]> => {
  const [folder, base] = [dirname(target), basename(target)];
  const names = (await readdir(folder)).filter((name) => {
    if (!name.startsWith(base)) return false;
    const [, owner] = owned.exec(name.slice(base.length)) ?? [];
    return join(folder, name) === idlePartial(target) || (owner !== undefined && isGone(owner));
  });
  return names.map((name) => join(folder, name));
};

/** A file of its own, not a link: in a folder that others may write in, it could lead to one of theirs or ours. */
const isPlain = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isFile() && found.nlink === 1,
    () => false,
  );

/** Removes beginnings that nobody goes on with. */
export const removeUnclaimed = async (target: string): Promise<void> => {
  for (const path of await unclaimed(target).catch(() => [])) await rm(path, { force: true }).catch(() => undefined);
};

/**
 * A file name that is this call's own. If a beginning of `target` is nobody's, the longest is moved there: a rename has
 * one winner. The others go.
 */
export const claimPartial = async (target: string): Promise<string> => {
  const mine = `${target}.${processTag()}-${threadId}-${claims++}.partial`;
  const sizes: { readonly path: string; readonly size: number }[] = [];
  for (const path of await unclaimed(target)) {
    if (await isPlain(path)) sizes.push({ path, size: (await lstat(path).catch(() => undefined))?.size ?? 0 });
  }
  for (const { path } of sizes.toSorted((a, b) => b.size - a.size)) {
    const isMine = await rename(path, mine).then(
      () => true,
      () => false, // somebody else was faster
    );
    if (isMine) break;
  }
  await removeUnclaimed(target);
  return mine;
};

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_RDWR } = constants;

/**
 * Opens what {@link claimPartial} has named, to read and to add to. A link there is not followed but replaced, whoever
 * has put it there.
 */
export const openPartial = async (path: string): Promise<FileHandle> => {
  if (await isPlain(path)) {
    const file = await open(path, O_RDWR | O_APPEND | O_NOFOLLOW);
    const found = await file.stat();
    if (found.isFile() && found.nlink === 1) return file;
    await file.close();
  }
  await rm(path, { force: true });
  return open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL);
};
