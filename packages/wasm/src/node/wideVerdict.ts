import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { functionOption, optional, readOptions, text } from '@kindling/core';
import { cacheFolder, writeFileAtomically } from '@kindling/core/node';
import type { WideVerdict } from './compareWide.ts';

/**
 * How the check ended: its output, and where it gave no answer, why; `crashed` by a signal, that of V8's own faults.
 */
export interface Checked {
  readonly output: string;
  readonly ended?: string | undefined;
  readonly crashed?: boolean | undefined;
}

/** The check runs in a process of its own, so that a fault of V8 that ends it does not end this one. */
export type Check = () => Promise<Checked>;

/** What `wideVerdict` takes. */
export interface WideVerdictOptions {
  /**
   * Compares, and tells how that ended; the last line of its output is `JSON.stringify(await compareWide())`. Default:
   * `compareWide` of this package in a process of its own.
   */
  readonly check?: Check | undefined;
  /** Where verdicts are remembered. Default: `simd.json` in Kindling's folder of caches. */
  readonly file?: string | undefined;
  /** What the verdict is about. Default: this Node on this processor, as text. */
  readonly machine?: string | undefined;
}

/** A check that takes longer has no answer. */
const patience = 60_000;

/**
 * A check by a program of Node's, given as its arguments; what the program prints last is the verdict.
 *
 * @example
 * ```ts
 * import { checkBy, wideVerdict } from '@kindling/wasm/node';
 *
 * const check = checkBy(['--print', 'JSON.stringify({ wide: false, reason: "not here" })']);
 * console.log(await wideVerdict({ check, file: 'verdicts.json' }));
 * ```
 */
export const checkBy =
  (args: readonly string[]): Check =>
  () =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: patience,
      });
      let output = '';
      let errors = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        errors += text;
      });
      child.on('error', (error) => resolve({ ended: error.message, output }));
      child.on('close', (code, signal) => {
        const told = errors.trim().split('\n').at(-1);
        const ended = `it ended with ${signal ?? `code ${code}`}${told ? `: ${told}` : ''}`;
        resolve(code === 0 ? { output } : { output, ended, crashed: signal !== null && signal !== 'SIGTERM' });
      });
    });

const ownCheck: Check = () => {
  const entry = JSON.stringify(import.meta.resolve('@kindling/wasm/node'));
  const program = `import { compareWide } from ${entry}; console.log(JSON.stringify(await compareWide()));`;
  return checkBy(['--input-type=module', '--eval', program])();
};

const table = {
  check: optional(functionOption<Check>()),
  file: optional(text),
  machine: optional(text),
};

/** The verdict that the last line tells, as JSON. */
const verdictIn = (output: string): WideVerdict | undefined => {
  try {
    const { wide, reason } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Partial<WideVerdict>;
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
    // Nothing depends on it: the next run checks again.
  }
};

/**
 * Whether to compute with V8's vectors of 256 bits here. A short training must come out with the same bits with them.
 * It runs in a process of its own, so that a fault of V8 that ends it does not end this one. The answer is remembered
 * for this Node on this processor; the first time it takes a second or two to find out.
 *
 * @throws Error for an unknown option; TypeError for one of a wrong type.
 * @example
 * ```ts
 * import { wideVerdict } from '@kindling/wasm/node';
 *
 * const { wide, reason } = await wideVerdict(); // for install({ wideSimd: wide })
 * console.log(wide, reason);
 * ```
 */
export const wideVerdict = async (options: WideVerdictOptions = {}): Promise<WideVerdict> => {
  const {
    check = ownCheck,
    file = join(cacheFolder(process.platform, process.env), 'simd.json'),
    machine = `Node ${process.versions.node}, ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
  } = readOptions('wideVerdict', table, options);
  const known = await read(file);
  const found = verdictIn(JSON.stringify(known[machine] ?? ''));
  if (found !== undefined) return found;
  const { ended, crashed = false, output } = await check();
  const answer = ended === undefined ? verdictIn(output) : undefined;
  const verdict = answer ?? { wide: false, reason: `its check failed: ${ended ?? 'it said nothing'}` };
  // What only went wrong this time is looked at again next time.
  if (answer !== undefined || crashed) await remember(file, { ...known, [machine]: verdict });
  return verdict;
};
