// Sweeps as children of a test, found again by a variable that all their processes inherit.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const source = '--conditions=@kindling/source';
const bin = join(import.meta.dirname, '../src/driver/bin.ts');

const programOf = (file: string) => [execPath, source, join(import.meta.dirname, file)];

/** The command of the trial in this folder. */
export const program = programOf('trial.ts');

/** Of that over several processes. */
export const ranks = programOf('ranks.ts');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A program at work. */
export type Running = ReturnType<typeof start>;

/** A program with an environment of its own, and what it said and how it ended. */
export const start = (command: readonly string[], environment: Readonly<Record<string, string>> = {}, cwd?: string) => {
  const child = spawn(command[0]!, command.slice(1), {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, output })));
  return { child, ended, output: () => output };
};

/** A sweep in a folder of its own; `settings` are the rest of its sweep.json. */
export const sweepIn = (folder: string, settings: object) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sweep.json'), JSON.stringify({ program, storage: 'kept', ...settings }));
  const command = [execPath, source, bin, 'sweep.json'];
  return {
    command,
    start: (...args: string[]) => start([...command, ...args], { KINDLING_TEST: folder }, folder),
    results: (): readonly { trial: string; config: object; epochs: number; error: string | null }[] =>
      JSON.parse(readFileSync(join(folder, 'kept/results.json'), 'utf8')),
  };
};

export type Part = 'program' | 'actor' | 'driver' | 'raylet';

const patterns: Readonly<Record<Part, RegExp>> = {
  program: /testing\/(trial|ranks)\.ts --config/,
  actor: /testing\/(trial|ranks)\.ts --config/, // the program, whose parent it is
  driver: /ray\/driver\.py/,
  raylet: /raylet\/raylet /,
};

/** The processes that descend from a sweep, by number, with their command lines. */
const processesOf = (folder: string): readonly { pid: number; command: string }[] =>
  readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!(pid > 0) || pid === process.pid) return [];
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`KINDLING_TEST=${folder}`)) return [];
      return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
    } catch {
      return []; // it has ended since
    }
  });

const until = async <T>(what: string, find: () => T | undefined, seconds: number): Promise<T> => {
  for (const end = performance.now() + 1000 * seconds; performance.now() < end; await sleep(100)) {
    const found = find();
    if (found !== undefined) return found;
  }
  throw new Error(`${what}: not within ${seconds} s`);
};

const parentOf = (pid: number): number =>
  Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** The programs of a sweep that have begun their work. */
const begunIn = (folder: string): readonly number[] => {
  const trials = join(folder, 'kept/trials');
  return readdirSync(trials)
    .map((name) => join(trials, name, 'pids.txt'))
    .flatMap((file) => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : []));
};

/** Kills one of a sweep's processes with SIGKILL, once it is there and at work, and tells which it was. */
export const killPart = async (folder: string, part: Part): Promise<number> => {
  const isAtWork = (pid: number) => !['program', 'actor'].includes(part) || begunIn(folder).includes(pid);
  const find = () => processesOf(folder).find(({ pid, command }) => patterns[part].test(command) && isAtWork(pid));
  const found = await until(part, find, 120);
  const pid = part === 'actor' ? parentOf(found.pid) : found.pid;
  process.kill(pid, 'SIGKILL');
  return pid;
};

/** Waits until nothing of a sweep is left, and tells what is if it is still there after so many seconds. */
export const allGone = async (folder: string, seconds: number): Promise<string> => {
  try {
    return await until('gone', () => (processesOf(folder).length === 0 ? '' : undefined), seconds);
  } catch {
    return processesOf(folder)
      .map(({ pid, command }) => `${pid} ${command}`)
      .join('\n');
  }
};

/** The bits of a run after each epoch; an epoch that was run again must have had the same. */
export const bitsIn = (folder: string): readonly string[] => {
  const file = join(folder, 'hashes.txt');
  const bits: string[] = [];
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []) {
    const [epoch = '', hash = ''] = line.split(' ');
    const at = Number(epoch) - 1;
    if (bits[at] !== undefined && bits[at] !== hash) throw new Error(`${folder}: epoch ${epoch} had other bits again`);
    bits[at] = hash;
  }
  return bits;
};

/** Waits until the trials of a sweep that is at work have run so many epochs together. */
export const epochsRun = (folder: string, wanted: number, { child, output }: Running): Promise<number> =>
  until(
    `${wanted} epochs`,
    () => {
      const trials = join(folder, 'kept/trials');
      const ran = (existsSync(trials) ? readdirSync(trials) : [])
        .map((name) => bitsIn(join(trials, name)).length)
        .reduce((sum, epochs) => sum + epochs, 0);
      if (ran < wanted && child.exitCode !== null) throw new Error(`it ended before ${wanted} epochs: ${output()}`);
      return ran >= wanted ? ran : undefined;
    },
    240,
  );

/** How often a trial's program was started. */
export const startsIn = (folder: string): number =>
  readFileSync(join(folder, 'pids.txt'), 'utf8').trim().split('\n').length;

/** The bits of the same trial alone, with no sweep around it. */
export const bitsAlone = async (folder: string, config: object, command = program): Promise<readonly string[]> => {
  const { ended } = start([...command, '--config', JSON.stringify(config), '--folder', folder]);
  const { code, output } = await ended;
  if (code !== 0) throw new Error(output);
  return bitsIn(folder);
};
