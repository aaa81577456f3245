// internal: for Node alone, exported by node.ts
// Where a platform keeps what can be downloaded again
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** `~/Library/Caches`, `%LOCALAPPDATA%`, or `$XDG_CACHE_HOME`, which is `~/.cache` by default; within it `kindling`. */
export const cacheFolder = (
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): string => {
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'kindling');
  const { LOCALAPPDATA: local = join(home, 'AppData', 'Local'), XDG_CACHE_HOME: xdg = '' } = environment;
  if (platform === 'win32') return join(local, 'kindling', 'Cache');
  return join(isAbsolute(xdg) ? xdg : join(home, '.cache'), 'kindling');
};
