import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePython, marker } from './python.mjs';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'python-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

/** As `python3 -m venv` does: makes the folder. */
const succeed = vi.fn(async (_command: string, args: string[]) => {
  if (args[1] === 'venv') mkdirSync(args[2]!);
});

const wanted = () => ({
  packages: ['slate==1.0'],
  folder: join(parent, 'cache', 'slate'),
  run: succeed,
  windows: false,
});

test('an environment is made once, by its own pip', async () => {
  succeed.mockClear();
  const { folder } = wanted();
  expect(await makePython(wanted())).toBe('made');
  expect(succeed.mock.calls.map(([command, args]) => [command, args[1], args.at(-1)])).toEqual([
    ['python3', 'venv', folder],
    [join(folder, 'bin', 'python3'), 'pip', 'slate==1.0'],
  ]);
  expect(await makePython(wanted())).toBe('there');
  expect(succeed).toHaveBeenCalledTimes(2);
});

test('one of other packages is made anew, and so is one that was left half made', async () => {
  const { folder } = wanted();
  await makePython(wanted());
  writeFileSync(join(folder, 'old'), '');
  expect(await makePython({ ...wanted(), packages: ['slate==1.1'] })).toBe('made');
  expect(existsSync(join(folder, 'old'))).toBe(false);
  rmSync(join(folder, marker));
  expect(await makePython({ ...wanted(), packages: ['slate==1.1'] })).toBe('made');
});

test('where pip fails nothing counts as made', async () => {
  const run = vi.fn(async (command: string, args: string[]) => {
    if (args[1] === 'pip') throw new Error('no network');
    return succeed(command, args);
  });
  await expect(makePython({ ...wanted(), run })).rejects.toThrow('no network');
  expect(existsSync(join(wanted().folder, marker))).toBe(false);
});
