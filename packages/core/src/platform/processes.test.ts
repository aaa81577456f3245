import { spawn, spawnSync } from 'node:child_process';
import { execPath, platform } from 'node:process';
import { expect, test } from 'vitest';
import { isGone, processTag, tagPattern } from './processes.ts';

const [machine, pid, birth] = processTag().split('-');

test('a process is told by machine, number and start', () => {
  expect(processTag()).toMatch(new RegExp(`^${tagPattern}$`));
  expect(pid).toBe(String(process.pid));
  expect(processTag()).toBe(processTag());
  if (platform === 'linux') expect(birth).toHaveLength(8);
});

test('this process is not gone, nor is one of another machine', () => {
  expect(isGone(processTag())).toBe(false);
  expect(isGone(`00000000-${spawnSync(execPath, ['-e', '']).pid}-0`)).toBe(false);
});

test('a process that has ended is gone', () => {
  expect(isGone(`${machine}-${spawnSync(execPath, ['-e', '']).pid}-0`)).toBe(true);
});

test.runIf(platform !== 'win32')('one whose number another process has now is gone, as after a reboot', () => {
  expect(isGone(`${machine}-${pid}-0123abcd`)).toBe(true);
  expect(isGone(`${machine}-${process.ppid}-${birth}`)).toBe(true);
  expect(isGone(`${machine}-${pid}-0`)).toBe(false);
});

test.runIf(platform === 'linux')('one that was killed is gone, though nobody has asked for its exit code', async () => {
  // The shell becomes a process that never waits for its child.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const child = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
  expect(isGone(`${machine}-${child}-0`)).toBe(false);
  process.kill(child, 'SIGKILL');
  await expect.poll(() => isGone(`${machine}-${child}-0`), { timeout: 20_000 }).toBe(true);
  expect(() => process.kill(child, 0)).not.toThrow();
  parent.kill('SIGKILL');
});
