import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { platform } from './node.ts';

const { terminal, files } = platform;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platform-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file is replaced whole, in folders made as needed, and nothing else is left', async () => {
  const path = join(folder, 'a', 'b');
  await files?.replace(path, 'old');
  await files?.replace(path, new TextEncoder().encode('new'));
  expect(await files?.read(path)).toBe('new');
  expect(await readdir(join(folder, 'a'))).toEqual(['b']);
});

test.runIf(existsSync('/proc/self'))('a folder in which nothing can be made is refused', async () => {
  await expect(files?.replace('/proc/x/y', 'text')).rejects.toThrow('ENOENT');
  await expect(files?.append('/proc/x/y', 'text')).rejects.toThrow('ENOENT');
});

test('a replacement that fails leaves what was there, and nothing else', async () => {
  const path = join(folder, 'taken');
  await mkdir(path);
  await writeFile(join(path, 'inside'), '');
  await expect(files?.replace(path, 'text')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

test('text is added at the end, to a file that need not be there', async () => {
  const path = join(folder, 'a', 'log');
  await files?.append(path, '1');
  await files?.append(path, '2');
  expect(await files?.read(path)).toBe('12');
});

test('a file that is not there has no text; a folder is not a file', async () => {
  expect(await files?.read(join(folder, 'none'))).toBeUndefined();
  await expect(files?.read(folder)).rejects.toThrow('EISDIR');
});

test('text goes to the standard output, which is a screen only where a person watches', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  terminal.write('hello');
  expect(write).toHaveBeenCalledWith('hello');
  write.mockRestore();

  const { isTTY, columns } = process.stdout;
  const { TERM } = process.env;
  process.env.TERM = 'xterm';
  Object.assign(process.stdout, { isTTY: false, columns: 120 });
  expect(terminal.columns).toBeUndefined();
  Object.assign(process.stdout, { isTTY: true });
  expect(terminal.columns).toBe(120);
  process.env.TERM = 'dumb';
  expect(terminal.columns).toBeUndefined();
  Object.assign(process.stdout, { isTTY, columns });
  if (TERM === undefined) delete process.env.TERM;
  else process.env.TERM = TERM;
});

test('a package is found in its folder, and one that is not installed in none', () => {
  const folder = platform.packageFolder('@tensorflow/tfjs-backend-wasm', import.meta.url);
  expect(existsSync(join(String(folder), 'dist', 'tfjs-backend-wasm-simd.wasm'))).toBe(true);
  expect(platform.packageFolder('@kindling/nothing', import.meta.url)).toBeUndefined();
});

test('the device names the cores', () => {
  expect(platform.device(1)).toMatch(/^(1 of \d+ CPU cores|1 CPU core)/);
});

test("warnings are Node's own", () => {
  const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  platform.warn('slow');
  expect(emit).toHaveBeenCalledWith('slow', { type: 'KindlingWarning' });
  emit.mockRestore();
});
