// Starts programs under a real mpirun, for tests of this package and of those above it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Family, starters } from './families.ts';

/** Whom to send a signal, and when. */
export interface Kill {
  /** Once this is in the output of any rank. */
  readonly after: string | RegExp;
  /** A rank, each of them, or the `mpirun` that started them. */
  readonly who: number | 'all' | 'mpirun';
  /** Default: `'SIGKILL'`. */
  readonly signal?: NodeJS.Signals | undefined;
  /** In milliseconds after that; default: 0. */
  readonly delay?: number | undefined;
}

export interface MpirunOptions {
  readonly kill?: Kill | undefined;
  /** In seconds: then all that was started is killed, and `late` is true. Default: 60. */
  readonly limit?: number | undefined;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Added to the options of Node, before the program. */
  readonly node?: readonly string[] | undefined;
  /** The folder in which the ranks begin. */
  readonly cwd?: string | undefined;
}

export interface MpirunResult {
  /** Of `mpirun`: 128 + its number where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start to the end of `mpirun`; from the kill where there was one. */
  readonly seconds: number;
  /** Whether it was still there at the limit. */
  readonly late: boolean;
  /** Ranks whose process was still there 5 s after `mpirun` had ended; they are killed then. */
  readonly left: readonly number[];
}

const flags: Readonly<Record<Family, (version: string) => readonly string[]>> = {
  // Shared memory alone: the ranks listen on no port.
  openmpi: (version) => [
    '--oversubscribe',
    '--bind-to',
    'none',
    '--mca',
    'pml',
    'ob1',
    '--mca',
    'btl',
    /\s5\.\d/.test(version) ? 'sm,self' : 'vader,self',
  ],
  mpich: () => ['-launcher', 'fork'],
};

const asRoot = { OMPI_ALLOW_RUN_AS_ROOT: '1', OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1' };

/** Not what an outer launcher says, under which the tests may run themselves. */
const outside = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OMPI|PMIX?|PRTE|HYDI?|MPI)_/.test(name)));

/** A process that has ended, and whose parent did not ask for its code, is gone too. */
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  try {
    return !existsSync('/proc/self/stat') || !/^\d+ \(.*\) Z/s.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
};

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
};

/** Process numbers by rank, as far as the ranks have begun. */
const ranksIn = (folder: string): ReadonlyMap<number, number> =>
  new Map(readdirSync(folder).map((rank) => [Number(rank), Number(readFileSync(join(folder, rank), 'utf8'))] as const));

/** Open MPI gives each rank a process group of its own: to end that of `mpirun` is not enough. */
const endAll = (child: ChildProcess, folder: string): void => {
  for (const pid of [child.pid!, ...ranksIn(folder).values()]) {
    if (!(pid > 0)) continue;
    send(-pid, 'SIGKILL');
    send(pid, 'SIGKILL');
  }
};

const signals: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/**
 * Runs a TypeScript program, against the sources, as `size` ranks, and waits until all of them are gone. Nothing that
 * it started outlives it. Throws where the family is not installed: ask `lacksMpi` before.
 */
export const mpirun = async (
  family: Family,
  size: number,
  program: string,
  args: readonly (string | number)[] = [],
  { kill, limit = 60, env = {}, node = [], cwd }: MpirunOptions = {},
): Promise<MpirunResult> => {
  const starter = starters[family];
  if (starter === undefined) throw new Error(`mpirun: ${family} is not installed`);
  const folder = mkdtempSync(join(tmpdir(), 'kindling-ranks-'));
  const tell = join(import.meta.dirname, 'tellRank.mjs');
  const child = spawn(
    starter.command,
    [
      ...flags[family](starter.version),
      '-n',
      String(size),
      process.execPath,
      '--conditions=@kindling/source',
      '--import',
      tell,
      ...node,
      program,
      ...args.map(String),
    ],
    {
      cwd,
      env: { ...outside(), ...asRoot, NO_COLOR: '1', ...env, KINDLING_TEST_RANKS: folder },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let begin = performance.now();
  let [stdout, stderr, late, hurt] = ['', '', false, false];
  const hurtSome = (): void => {
    begin = performance.now();
    const { who, signal = 'SIGKILL' } = kill!;
    const ranks = ranksIn(folder);
    if (who === 'mpirun') send(child.pid!, signal);
    else if (who === 'all') for (const pid of ranks.values()) send(pid, signal);
    else send(ranks.get(who)!, signal);
  };
  const look = (): void => {
    if (kill === undefined || hurt) return;
    const { after, delay = 0 } = kill;
    const text = stdout + stderr;
    if (typeof after === 'string' ? !text.includes(after) : !after.test(text)) return;
    hurt = true;
    setTimeout(hurtSome, delay);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    look();
  });
  const timer = setTimeout(() => {
    late = true;
    endAll(child, folder);
  }, limit * 1000);
  try {
    const closed = new Promise((resolve) => child.once('close', resolve));
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (given, signal) => resolve(given ?? 128 + (signals[signal ?? ''] ?? 0)));
    });
    const seconds = (performance.now() - begin) / 1000;
    // Whoever is left may hold the output open.
    await Promise.race([closed, pause(500)]);
    const still = () => [...ranksIn(folder)].filter(([, pid]) => alive(pid)).map(([rank]) => rank);
    for (const end = performance.now() + 5000; still().length > 0 && performance.now() < end; ) await pause(50);
    const left = still();
    if (left.length > 0) endAll(child, folder);
    return { code, stdout, stderr, seconds, late, left };
  } finally {
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
};
