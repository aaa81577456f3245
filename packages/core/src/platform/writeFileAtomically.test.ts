import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processTag } from './processes.ts';
import { removeOrphans, writeFileAtomically } from './writeFileAtomically.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, open: vi.fn(real.open), rename: vi.fn(real.rename) };
});

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kindling-'));
  path = join(folder, 'net.bin');
});
afterEach(() => {
  vi.resetAllMocks();
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

const coded = (code: string): Error => Object.assign(new Error(code), { code });
const bytes = Uint8Array.of(1, 2, 3);

test('the file is written, and replaced, with nothing beside it', async () => {
  await writeFileAtomically(path, Uint8Array.of(9));
  await writeFileAtomically(path, bytes);
  expect(Array.from(readFileSync(path))).toEqual([1, 2, 3]);
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('two writers at once leave the file of one of them', async () => {
  const writers = Array.from({ length: 8 }, (_, i) => writeFileAtomically(path, new Uint8Array(1e5).fill(i)));
  await Promise.all(writers);
  expect(new Set(readFileSync(path)).size).toBe(1);
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('a disk that is full leaves the old file and nothing else', async () => {
  writeFileSync(path, 'old');
  vi.mocked(promises.open).mockImplementationOnce(async (...args) => {
    const { open } = await vi.importActual<typeof promises>('node:fs/promises');
    const file = await open(...args);
    const full = async () => {
      await file.write(Uint8Array.of(1));
      throw coded('ENOSPC');
    };
    return Object.assign(file, { writeFile: full });
  });
  await expect(writeFileAtomically(path, bytes)).rejects.toThrow('ENOSPC');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('a target that cannot be replaced leaves nothing behind', async () => {
  mkdirSync(path);
  await expect(writeFileAtomically(path, bytes)).rejects.toThrow(/EISDIR|EPERM|ENOTEMPTY/);
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('on Windows a file that is open for a moment is waited for, and no longer than a moment', async () => {
  vi.stubGlobal('process', { ...process, platform: 'win32' });
  vi.mocked(promises.rename).mockRejectedValueOnce(coded('EPERM')).mockRejectedValueOnce(coded('EBUSY'));
  await writeFileAtomically(path, bytes);
  expect(Array.from(readFileSync(path))).toEqual([1, 2, 3]);
  vi.mocked(promises.rename).mockRejectedValue(coded('EBUSY'));
  await expect(writeFileAtomically(path, Uint8Array.of(4))).rejects.toThrow('EBUSY');
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('elsewhere a refusal is final', async () => {
  vi.stubGlobal('process', { ...process, platform: 'linux' });
  vi.mocked(promises.rename).mockRejectedValueOnce(coded('EACCES'));
  await expect(writeFileAtomically(path, bytes)).rejects.toThrow('EACCES');
  expect(readdirSync(folder)).toEqual([]);
});

const isPosix = process.platform !== 'win32';

test.runIf(isPosix)(
  'what a link points to is replaced, and the link stays, also through two and to nothing',
  async () => {
    mkdirSync(join(folder, 'far'));
    const target = join(folder, 'far', 'target');
    symlinkSync('far/target', path);
    const second = join(folder, 'far', 'link');
    symlinkSync('../net.bin', second);
    for (const [link, text] of [
      [path, 'first'],
      [second, 'next'],
    ] as const) {
      await writeFileAtomically(link, text);
      expect(readFileSync(target, 'utf8')).toBe(text);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(lstatSync(target).isFile()).toBe(true);
    }
    expect(readdirSync(folder)).toEqual(['far', 'net.bin']);
    expect(readdirSync(join(folder, 'far'))).toEqual(['link', 'target']);
  },
);

test.runIf(isPosix)('links in a circle are refused', async () => {
  symlinkSync('other', path);
  symlinkSync('net.bin', join(folder, 'other'));
  await expect(writeFileAtomically(path, bytes)).rejects.toThrow('ELOOP');
});

test.runIf(isPosix).each([0o600, 0o644, 0o660, 0o444, 0o755])('mode %d stays', async (mode) => {
  writeFileSync(path, 'old');
  chmodSync(path, mode);
  vi.mocked(promises.rename).mockImplementationOnce(async (from, to) => {
    expect(statSync(from).mode & 0o777).toBe(mode);
    await (await vi.importActual<typeof promises>('node:fs/promises')).rename(from, to);
  });
  await writeFileAtomically(path, bytes);
  expect(statSync(path).mode & 0o777).toBe(mode);
  expect(readFileSync(path)).toEqual(Buffer.from(bytes));
});

test.runIf(isPosix)('while it is written, what replaces a file is open to nobody else', async () => {
  writeFileSync(path, 'old');
  await writeFileAtomically(path, bytes);
  expect(vi.mocked(promises.open)).toHaveBeenCalledWith(expect.stringContaining('.partial'), 'wx', 0o600);
});

test.runIf(isPosix && process.getuid?.() === 0)('owner and group stay, where they may be given', async () => {
  writeFileSync(path, 'old');
  chownSync(path, 1234, 2345);
  chmodSync(path, 0o640);
  await writeFileAtomically(path, bytes);
  const { uid, gid, mode } = statSync(path);
  expect([uid, gid, mode & 0o777]).toEqual([1234, 2345, 0o640]);
});

test.runIf(isPosix)("a group that can't be kept leaves nobody more rights than everybody has", async () => {
  writeFileSync(path, 'old');
  chmodSync(path, 0o674);
  const real = statSync(path);
  vi.mocked(promises.open).mockImplementationOnce(async (...args) => {
    const { open } = await vi.importActual<typeof promises>('node:fs/promises');
    const file = await open(...args);
    const stat = async () => Object.assign(real, { gid: real.gid + 1 });
    return Object.assign(file, { stat, chown: () => Promise.reject(coded('EPERM')) });
  });
  await writeFileAtomically(path, bytes);
  expect(statSync(path).mode & 0o777).toBe(0o644);
});

test.runIf(isPosix)('a device is written to, not replaced', async () => {
  await writeFileAtomically('/dev/null', bytes);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test.runIf(isPosix)('the folder is flushed after the rename', async () => {
  await writeFileAtomically(path, bytes);
  const opened = vi.mocked(promises.open).mock.calls.map(([name]) => name);
  expect(opened.at(-1)).toBe(await promises.realpath(folder));
  const renamed = vi.mocked(promises.rename).mock.invocationCallOrder.at(-1)!;
  expect(vi.mocked(promises.open).mock.invocationCallOrder.at(-1)).toBeGreaterThan(renamed);
});

/** A process that writes, and is killed when the bytes are there, before they are moved into place. */
const killedWhileWriting = async (): Promise<void> => {
  const source = `
    import { open } from 'node:fs/promises';
    import { writeFileAtomically } from './writeFileAtomically.ts';
    const file = await open(process.execPath);
    Object.getPrototypeOf(file).sync = () => {
      console.log('written');
      return new Promise(() => setTimeout(() => undefined, 1e9));
    };
    await writeFileAtomically(process.argv[1], 'new');`;
  const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', source, path];
  const child = spawn(execPath, args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect(readdirSync(folder)).toHaveLength(2);
  await removeOrphans(path);
  expect(readdirSync(folder)).toHaveLength(2);
  child.kill('SIGKILL');
  await once(child, 'exit');
};

test('a killed writer leaves the old file; what it left beside is removed, what a living one writes is not', async () => {
  writeFileSync(path, 'old');
  await killedWhileWriting();
  expect(readFileSync(path, 'utf8')).toBe('old');
  const [machine] = processTag().split('-');
  const gone = spawnSync(execPath, ['-e', '']).pid;
  const kept = [
    `net.bin.${processTag()}-0123abcd.partial`,
    `net.bin.00000000-${gone}-0-0123abcd.partial`,
    `net.bin.0b9c1f1e-6f7f-4c1c-8d5c-0123456789ab.partial`,
    `other.bin.${machine}-${gone}-0-0123abcd.partial`,
    `net.bin.${machine}-${gone}-0-0123abcd`,
  ];
  for (const name of kept) writeFileSync(join(folder, name), 'theirs');
  await removeOrphans(path);
  expect(readdirSync(folder)).toEqual(['net.bin', ...kept].toSorted());
  await removeOrphans(join(folder, 'nowhere', 'at', 'all'));
});
