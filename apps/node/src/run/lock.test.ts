import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { processTag } from '@kindling/core/node';
import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../cli/command.ts';
import { type Child, startChild } from '../testing/child.ts';
import { temporaryFolder } from '../testing/session.ts';
import { locked, requireUnlocked } from './lock.ts';

const forGood = (): Promise<never> => new Promise(() => undefined);
const lockOf = (folder: string): string => join(folder, 'run.lock');

/** A process that takes the lock of every folder it is told, and says whether it got it. It never lets go. */
const taker = (): Child => {
  const child = startChild(`
    import { createInterface } from 'node:readline';
    import { locked } from '../run/lock.ts';
    const keep = () => { console.log('got it'); return new Promise(() => undefined); };
    console.log('ready');
    for await (const folder of createInterface({ input: process.stdin })) {
      locked(folder, keep).catch((error) => console.log(error.message));
    }
  `);
  onTestFinished(() => void child.process.kill('SIGKILL'));
  return child;
};

const takerOf = async (folder: string): Promise<Child> => {
  const child = taker();
  expect(await child.line()).toBe('ready');
  child.say(folder);
  expect(await child.line()).toBe('got it');
  return child;
};

test('who comes second is refused with the first, by process, host and time, and the remedy', async () => {
  const folder = await temporaryFolder();
  const { process: first } = await takerOf(folder);
  const failing = locked(folder, forGood);
  await expect(failing).rejects.toThrow(UsageError);
  await expect(failing).rejects.toThrow(
    `train: ${folder} is being trained by process ${first.pid} on ${hostname()}, since 20`,
  );
  await expect(failing).rejects.toThrow(
    `; wait until it ends, or end it; if it does not run any more, delete ${lockOf(folder)}`,
  );
  expect(() => requireUnlocked(folder)).toThrow(`by process ${first.pid} on`);
});

test('one process does not lock a folder twice, and lets go at the end, also after an error', async () => {
  const folder = await temporaryFolder();
  const result = await locked(folder, async () => {
    await expect(locked(folder, forGood)).rejects.toThrow(`by process ${process.pid} on`);
    return 3;
  });
  expect(result).toBe(3);
  expect(await readdir(folder)).toEqual([]);
  const failing = locked(folder, async () => {
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s removes the lock', async (signal, code) => {
  const folder = await temporaryFolder();
  const child = await takerOf(folder);
  child.process.kill(signal);
  expect(await child.end).toBe(code);
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a process that was killed is taken over', async () => {
  const folder = await temporaryFolder();
  const child = await takerOf(folder);
  child.process.kill('SIGKILL');
  expect(await child.end).toBe('SIGKILL');
  expect(await readdir(folder)).toEqual(['run.lock']);
  requireUnlocked(folder);
  const { process: second } = await takerOf(folder);
  expect(JSON.parse(await readFile(lockOf(folder), 'utf8')).pid).toBe(second.pid);
  expect(await readdir(folder)).toEqual(['run.lock']);
});

const [machine, , birth] = processTag().split('-');
const lockBy = (process: string) =>
  JSON.stringify({ id: 'a', pid: 1, host: 'h', since: '2026-01-01T00:00:00.000Z', process });

test.runIf(process.platform !== 'win32')(
  'so is one of before a reboot, though its number is another one (skipped on Windows)',
  async () => {
    const folder = await temporaryFolder();
    await writeFile(lockOf(folder), lockBy(`${machine}-${process.pid}-0123abcd`));
    expect(await locked(folder, async () => 3)).toBe(3);
  },
);

test("one who was killed while taking it over is in nobody's way, and leaves nothing", async () => {
  const folder = await temporaryFolder();
  const dead = lockBy(`${machine}-${spawnSync(process.execPath, ['-e', '']).pid}-0`);
  await writeFile(lockOf(folder), dead);
  await writeFile(`${lockOf(folder)}.a`, dead.replace('"a"', '"b"'));
  await writeFile(`${lockOf(folder)}.older`, dead);
  expect(await locked(folder, () => readdir(folder))).toEqual(['run.lock']);
});

test('that of another machine, and of a living process, is not', async () => {
  const folder = await temporaryFolder();
  for (const holder of [`00000000-${process.pid}-${birth}`, processTag()]) {
    await writeFile(lockOf(folder), lockBy(holder));
    await expect(locked(folder, forGood)).rejects.toThrow('by process 1 on h, since 2026-01-01');
    expect(await readFile(lockOf(folder), 'utf8')).toBe(lockBy(holder));
  }
});

test.each(['', '{"id":"a","pid":', '[]', '{"id":"../../x","pid":1,"process":"a"}'])(
  'half a lock (%j) is that of a process that was killed while writing it',
  async (text) => {
    const folder = await temporaryFolder();
    await writeFile(lockOf(folder), text);
    expect(await locked(folder, async () => 3)).toBe(3);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('of several who find the lock of a killed process, at the same time, one gets it', async () => {
  const dead = await takerOf(await temporaryFolder());
  const folders = await Promise.all(Array.from({ length: 8 }, temporaryFolder));
  for (const folder of folders) {
    dead.say(folder);
    expect(await dead.line()).toBe('got it');
  }
  dead.process.kill('SIGKILL');
  await dead.end;
  const takers = [taker(), taker(), taker(), taker()];
  for (const child of takers) await child.line();
  for (const folder of folders) {
    for (const child of takers) child.say(folder);
    const answers = await Promise.all(takers.map((child) => child.line()));
    const winner = takers[answers.indexOf('got it')];
    const refused = answers.filter((answer) =>
      answer.includes(`is being trained by process ${winner?.process.pid} on`),
    );
    expect(refused).toHaveLength(3);
    expect(await readdir(folder)).toEqual(['run.lock']);
  }
}, 30_000);
