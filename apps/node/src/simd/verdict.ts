import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder, writeFileAtomically } from '@internal/files';
import type { Verdict } from './compare.ts';

export type { Verdict } from './compare.ts';

/** Where the check runs, so that a fault of V8 that ends the process ends not this one. */
export type Check = () => Promise<{ readonly ended: string | undefined; readonly output: string }>;

export interface VerdictOptions {
  readonly check?: Check | undefined;
  /** Where verdicts are remembered. */
  readonly file?: string | undefined;
  /** What the verdict is about: this Node on this processor. */
  readonly machine?: string | undefined;
}

/** A check that takes longer has no answer. */
const patience = 60_000;

const checkInChild: Check = () =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [process.argv[1] ?? '', 'simd', 'check'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: patience,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', (error) => resolve({ ended: error.message, output }));
    child.on('close', (code, signal) =>
      resolve({ ended: code === 0 ? undefined : `it ended with ${signal ?? `code ${code}`}`, output }),
    );
  });

/** The verdict that the last line tells, as JSON. */
const verdictIn = (text: string): Verdict | undefined => {
  try {
    const { wide, reason } = JSON.parse(text.trim().split('\n').at(-1) ?? '') as Partial<Verdict>;
    if (typeof wide !== 'boolean') return undefined;
    return { wide, reason: typeof reason === 'string' ? reason : undefined };
  } catch {
    return undefined;
  }
};

type Remembered = Readonly<Record<string, unknown>>;

const read = async (file: string): Promise<Remembered> => {
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Remembered) : {};
  } catch {
    return {};
  }
};

const remember = async (file: string, verdicts: Remembered): Promise<void> => {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, JSON.stringify(verdicts, undefined, 2));
  } catch {
    // Nothing hangs on it: the next run checks again.
  }
};

/**
 * Whether to compute with V8's wide vectors here. The answer is remembered for this Node on this processor; the first time it
 * takes a second or two to find out.
 */
export const wideVerdict = async ({
  check = checkInChild,
  file = join(cacheFolder(process.platform, process.env), 'simd.json'),
  machine = `Node ${process.versions.node}, ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
}: VerdictOptions = {}): Promise<Verdict> => {
  const known = await read(file);
  const found = verdictIn(JSON.stringify(known[machine] ?? ''));
  if (found !== undefined) return found;
  const { ended, output } = await check();
  const verdict = (ended === undefined ? verdictIn(output) : undefined) ?? {
    wide: false,
    reason: `its check failed: ${ended ?? 'it said nothing'}`,
  };
  await remember(file, { ...known, [machine]: verdict });
  return verdict;
};
