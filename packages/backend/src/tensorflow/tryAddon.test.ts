import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tryAddon } from './tryAddon.ts';

const folder = mkdtempSync(join(tmpdir(), 'addon-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Modules of JavaScript stand in for addons: `require` loads both. */
const addon = (name: string, code: string): string => {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, code);
  return path;
};

test('one that works tells its version, whether it sees a GPU, and what it warned of', async () => {
  const path = addon(
    'works',
    `console.error("2026-11-29 19:00:00.12: W tensorflow/dso.cc:64] Could not load 'libcudart.so.11.0'");
    console.log('a note');
    module.exports = { TF_Version: '2.9.1', isUsingGpuDevice: () => false };`,
  );
  const warnings = "Could not load 'libcudart.so.11.0'";
  expect(await tryAddon(path)).toEqual({ version: '2.9.1', gpu: false, warnings });
});

test('one that does not load, crashes or is none says why, and this process goes on', async () => {
  expect(await tryAddon(join(folder, 'none.node'))).toEqual({ broken: expect.stringContaining('Cannot find module') });
  expect(await tryAddon(addon('mute', 'process.exit(0)'))).toEqual({ broken: 'it gave no answer: ' });
  if (process.platform === 'win32') return;
  expect(await tryAddon(addon('crashes', 'process.kill(process.pid, "SIGSEGV")'))).toEqual({
    broken: 'it ended by SIGSEGV',
  });
});
