// internal: how files of libraries are called
import { join } from 'node:path';

/** Of Linux; of macOS and Windows untried. */
const affixes: Partial<Record<NodeJS.Platform, readonly [before: string, after: string]>> = {
  darwin: ['lib', '.dylib'],
  win32: ['', '.dll'],
};

/** The file of a library in a folder: `torch_cpu` is `libtorch_cpu.so` on Linux. */
export const libraryFile = (folder: string, name: string, platform: NodeJS.Platform = process.platform): string => {
  const [before, after] = affixes[platform] ?? ['lib', '.so'];
  return join(folder, `${before}${name}${after}`);
};
