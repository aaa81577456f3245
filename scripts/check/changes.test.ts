import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changes } from './changes.mjs';

/** A repository with one commit of `kept.ts` and `edited.ts` on a branch. */
const repository = (branch: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-changes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: folder });
  const write = (name: string) => writeFileSync(join(folder, name), `${name} ${Math.random()}`);
  const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message=some');
  };
  git('init', '--quiet', `--initial-branch=${branch}`);
  write('kept.ts');
  write('edited.ts');
  commit();
  return { folder, git, write, commit };
};

test('what was committed since main, what was edited and what is new differ', () => {
  const { folder, git, write, commit } = repository('main');
  git('switch', '--quiet', '--create', 'branch');
  write('committed.ts');
  commit();
  write('edited.ts');
  write('ünew.ts');
  expect(changes(folder)).toEqual(['committed.ts', 'edited.ts', 'ünew.ts']);
});

test('without a branch "main" a package must be named', () => {
  const { folder } = repository('trunk');
  expect(() => changes(folder)).toThrow('there is no branch "main" to compare with: name a package');
});
