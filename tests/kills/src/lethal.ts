// Where the program can be killed: at the n-th time that it comes to a point.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export const points = ['step', 'update', 'fold', 'validation', 'callback', 'write', 'rename', 'read'] as const;

export type Point = (typeof points)[number];

/** Kills this process at its `count`-th visit of a point. */
export interface Plan {
  readonly point: Point;
  readonly count: number;
}

let left: Plan | undefined;

/** Where the program passes: here it dies, if it is to. */
export const pass = (point: Point): void => {
  if (left?.point !== point) return;
  if (left.count > 1) left = { point, count: left.count - 1 };
  else process.kill(process.pid, 'SIGKILL');
};

/** Makes the file system's calls points too. To be called before anything takes them from `node:fs/promises`. */
export const arm = (plan: Plan | undefined): void => {
  left = plan;
  const { open, rename, readFile } = fs.promises;
  fs.promises.rename = async (from, to) => {
    pass('rename');
    await rename(from, to);
    pass('rename');
  };
  fs.promises.readFile = (async (...given: Parameters<typeof readFile>) => {
    pass('read');
    return readFile(...given);
  }) as typeof readFile;
  fs.promises.open = async (...given) => {
    const file = await open(...given);
    const { writeFile } = file;
    file.writeFile = (async (content: Uint8Array | string, ...options: []) => {
      // Half of it is on the disk when the process dies.
      if (left?.point === 'write' && left.count === 1) {
        const half =
          typeof content === 'string' ? content.slice(0, content.length / 2) : content.subarray(0, content.length / 2);
        await writeFile.call(file, half);
      }
      pass('write');
      await writeFile.call(file, content, ...options);
    }) as typeof writeFile;
    return file;
  };
  syncBuiltinESMExports();
};
