import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { installPackages, workspaceFolders } from './packages.mjs';

/** A small workspace, and a stand-in for pnpm that fails, so that a test sees whether it was called. */
const workspace = () => {
  const root = mkdtempSync(join(tmpdir(), 'kindling-workspace-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['packages/b', 'packages/a', 'packages/notes', 'bench', 'node_modules']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'pnpm-workspace.yaml'), 'packages:\n  - packages/*\n  - "bench"\n\ncatalog:\n  x: 1.0.0\n');
  writeFileSync(join(root, 'pnpm-lock.yaml'), '');
  for (const folder of ['.', 'packages/a', 'packages/b', 'bench'])
    writeFileSync(join(root, folder, 'package.json'), '{}');
  return root;
};

test('the workspaces are the folders that pnpm would find', () => {
  expect(workspaceFolders(workspace())).toEqual(['bench', 'packages/a', 'packages/b']);
});

test('packages are installed once, and again when a manifest, the lockfile or the modules change', async () => {
  const root = workspace();
  const said = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => said.mockRestore());
  const isInstalledBy = (pnpm: string) => installPackages(root, pnpm, process.env);
  await expect(isInstalledBy(process.execPath)).rejects.toThrow(/pnpm install failed/);
  expect(said.mock.calls).toEqual([[expect.stringMatching(/installing the packages .* \.\.\.$/)]]);
  if (process.platform === 'win32') return;
  await isInstalledBy('true');
  await isInstalledBy('false');
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'changed');
  await expect(isInstalledBy('false')).rejects.toThrow(/pnpm install failed/);
  await isInstalledBy('true');
  writeFileSync(join(root, 'bench/package.json'), '{ "dependencies": { "x": "1.0.0" } }');
  await isInstalledBy('true');
  await expect(isInstalledBy('false')).rejects.toThrow(/pnpm install failed/);
});
