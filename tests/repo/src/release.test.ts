import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { published, root, workspaces } from './workspace.ts';

const changeset = join(dirname(createRequire(import.meta.url).resolve('@changesets/cli/package.json')), 'bin.js');

/** The manifests and changesets of the repository in a folder and history of their own. */
const copyOfManifests = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'kindling-release-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const path of [
    '.changeset',
    'pnpm-workspace.yaml',
    ...Object.keys(workspaces).map((folder) => `${folder}/package.json`),
  ]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: copy });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all', '--', '.', ':!node_modules');
  git('commit', '--quiet', '--message=manifests');
  return copy;
};

const versionsIn = (folder: string): readonly string[] =>
  published.map((name) => JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version);

test('a release gives all packages one new version and a changelog, and uses the changesets up', () => {
  const copy = copyOfManifests();
  const pending = readdirSync(join(copy, '.changeset')).filter((name) => name.endsWith('.md'));
  const before = versionsIn(copy);
  expect(new Set(before).size).toBe(1);

  execFileSync(execPath, [changeset, 'add', '--message', 'A change for this test', '--minor', '@kindling/data'], {
    cwd: copy,
  });
  execFileSync(execPath, [changeset, 'version'], { cwd: copy, stdio: 'pipe' });

  const after = versionsIn(copy);
  expect(new Set(after).size).toBe(1);
  expect(after[0]).not.toBe(before[0]);
  expect(readFileSync(join(copy, 'packages/data/CHANGELOG.md'), 'utf8')).toContain('A change for this test');
  for (const name of pending) expect(existsSync(join(copy, '.changeset', name))).toBe(false);
});
