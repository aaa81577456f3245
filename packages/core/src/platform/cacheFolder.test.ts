import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from './cacheFolder.ts';

test('each platform keeps its caches in a place of its own', () => {
  expect(cacheFolder('darwin', { XDG_CACHE_HOME: '/x' }, '/home/a')).toBe(
    join('/home/a', 'Library', 'Caches', 'kindling'),
  );
  expect(cacheFolder('win32', { LOCALAPPDATA: '/local' }, '/home/a')).toBe(join('/local', 'kindling', 'Cache'));
  expect(cacheFolder('win32', {}, '/home/a')).toBe(join('/home/a', 'AppData', 'Local', 'kindling', 'Cache'));
  expect(cacheFolder('linux', {}, '/home/a')).toBe(join('/home/a', '.cache', 'kindling'));
  expect(cacheFolder('linux', { XDG_CACHE_HOME: '/x' }, '/home/a')).toBe(join('/x', 'kindling'));
});

test('a relative XDG_CACHE_HOME counts as none, as its specification says', () => {
  expect(cacheFolder('linux', { XDG_CACHE_HOME: 'x' }, '/home/a')).toBe(join('/home/a', '.cache', 'kindling'));
});
