import { beforeEach, expect, test, vi } from 'vitest';
import { fileTold } from './door.ts';

const { importCifar10, showOwn, openProject } = vi.hoisted(() => ({
  importCifar10: vi.fn(),
  showOwn: vi.fn(),
  openProject: vi.fn(),
}));
vi.mock('./importing.ts', () => ({ importCifar10 }));
vi.mock('./own.ts', () => ({ showOwn }));
vi.mock('./project.ts', () => ({ openProject }));

const { takeFile } = await import('./files.ts');

const file = (name: string, ...parts: BlobPart[]): File => new File(parts, name);
const calls = (): readonly number[] => [importCifar10, showOwn, openProject].map(({ mock }) => mock.calls.length);

beforeEach(() => vi.clearAllMocks());

test('an archive is imported, whatever its name', async () => {
  const archive = file('photo.png', Uint8Array.of(0x1f, 0x8b, 8, 0));
  await takeFile(archive);
  expect(importCifar10).toHaveBeenCalledExactlyOnceWith(archive);
  expect(calls()).toEqual([1, 0, 0]);
});

test('a picture is shown, a project opened', async () => {
  await takeFile(file('a', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)));
  await takeFile(file('b', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0), '{}'));
  expect(calls()).toEqual([0, 1, 1]);
  expect(fileTold.value).toBeUndefined();
});

test('text that is called a picture is refused in a sentence', async () => {
  await takeFile(file('cat.png', 'this is a cat'));
  expect(calls()).toEqual([0, 0, 0]);
  expect(fileTold.value).toEqual({
    sentence: '“cat.png” holds text. A picture, a project or the CIFAR-10 archive would do.',
    isWrong: true,
  });
});

test('a drawing, an empty file and a folder are refused too', async () => {
  await takeFile(file('a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'));
  expect(fileTold.value?.sentence).toMatch(/SVG/);
  await takeFile(file('none'));
  expect(fileTold.value?.sentence).toBe('“none” is empty.');
  const folder = file('folder', 'x');
  folder.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }) as Blob;
  await takeFile(folder);
  expect(fileTold.value?.sentence).toMatch(/could not be read/);
});
