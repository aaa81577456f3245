import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wholeArchive } from '../../testing/archives.ts';
import { loadSmall } from '../../testing/loadSmall.ts';
import { fileAnswer, serve } from '../../testing/server.ts';
import { fakeStorage } from '../../testing/storage.ts';
import { keptCifar10 } from './keptCifar10.ts';
import { removeCifar10 } from './removeCifar10.ts';

vi.mock('#archive', () => import('../cifar10/host/browser.ts'));

let { storage, navigator } = fakeStorage();

beforeEach(() => {
  ({ storage, navigator } = fakeStorage());
  vi.stubGlobal('navigator', navigator);
});
afterEach(() => void vi.unstubAllGlobals());

const dropped = () => new File([wholeArchive as Uint8Array<ArrayBuffer>], 'cifar-10-binary.tar.gz');
const stored = () => [...storage.files.values()].reduce((sum, { length }) => sum + length, 0);

test('what a page keeps is told with its bytes, and forgotten', async () => {
  expect(await keptCifar10()).toBeUndefined();
  await loadSmall({ from: dropped(), cache: true });
  const one = stored();
  expect(await keptCifar10()).toEqual({ bytes: one });
  const server = await serve(fileAnswer(wholeArchive));
  await loadSmall({ url: server.url });
  await server.close();
  expect(stored()).toBe(2 * one);
  expect(await keptCifar10()).toEqual({ bytes: 2 * one });
  await removeCifar10();
  expect(await keptCifar10()).toBeUndefined();
  expect(storage.files.size).toBe(0);
  await expect(loadSmall({})).rejects.toThrow('nothing is kept in this page');
  await removeCifar10(); // there is nothing: no fault
});

test('what was broken off does not count, but goes; what others keep stays', async () => {
  await loadSmall({ from: dropped(), cache: true });
  const manifest = [...storage.files.keys()].find((path) => path.endsWith('manifest.json'))!;
  storage.files.set(manifest, storage.files.get(manifest)!.subarray(0, 9));
  storage.files.set('kindling/other/file', new Uint8Array(5));
  expect(await keptCifar10()).toBeUndefined();
  await removeCifar10();
  expect([...storage.files.keys()]).toEqual(['kindling/other/file']);
});

test('while another tab keeps it, removing is refused and it stays', async () => {
  await loadSmall({ from: dropped(), cache: true });
  const before = await keptCifar10();
  const folder = [...storage.files.keys()][0]!.split('/')[1];
  let release = (): void => undefined;
  const other = navigator.locks!.request(`kindling ${folder}`, {}, () => new Promise<void>((go) => (release = go)));
  await expect(removeCifar10()).rejects.toThrow('removeCifar10: another tab is keeping it');
  expect(await keptCifar10()).toEqual(before);
  release();
  await other;
  await removeCifar10();
  expect(storage.files.size).toBe(0);
});

test('a page without storage keeps nothing', async () => {
  for (const none of [
    {},
    { storage: { getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) } },
  ]) {
    vi.stubGlobal('navigator', none);
    expect(await keptCifar10()).toBeUndefined();
    await expect(removeCifar10()).resolves.toBeUndefined();
  }
});
