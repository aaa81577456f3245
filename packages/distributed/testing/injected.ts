// A fault, and the run that goes on behind it with another number of processes.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Family } from './families.ts';
import type { Fault } from './fault.ts';
import { type MpirunResult, mpirun } from './mpirun.ts';

const program = join(import.meta.dirname, 'programs/faulty.ts');

/** What is left of a run that came to its end: final weights, and its files. */
export interface Remains {
  readonly weights: string;
  readonly epochs: number;
  readonly history: string;
  readonly best: string;
}

export interface Injected {
  readonly family: Family;
  readonly size: number;
  readonly fault: Fault & { readonly limit?: number };
  /** With how many processes it goes on. */
  readonly then: number;
}

const remains = (folder: string, stdout: string): Remains => ({
  ...(JSON.parse(stdout.trim().split('\n').at(-1)!) as Pick<Remains, 'weights' | 'epochs'>),
  history: readFileSync(join(folder, 'history.csv'), 'utf8'),
  best: createHash('sha256')
    .update(readFileSync(join(folder, 'best.safetensors')))
    .digest('hex'),
});

const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-fault-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The run without any fault. */
export const unbroken = (family: Family): Promise<Remains> =>
  inFolder(async (folder) => {
    const { stdout, stderr, code } = await mpirun(family, 1, program, [folder]);
    if (code !== 0) throw new Error(`the unbroken run ended with ${code}: ${stderr}`);
    return remains(folder, stdout);
  });

/** What mpirun came to under the fault, and what was left when the run had gone on to its end. */
export const inject = ({ family, size, fault, then }: Injected): Promise<readonly [MpirunResult, Remains]> =>
  inFolder(async (folder) => {
    const broken = await mpirun(family, size, program, [folder, JSON.stringify(fault)]);
    if (!existsSync(folder)) throw new Error('the folder is gone');
    const after = await mpirun(family, then, program, [folder]);
    if (after.code !== 0) throw new Error(`the run did not go on, with ${after.code}: ${after.stderr}`);
    return [broken, remains(folder, after.stdout)];
  });
