// The chapter on real CIFAR-10, each program once: the acceptance program as it stands, and PyTorch's loop for the
// same.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { python } from './contestants/list.ts';
import type { Absent, Command } from './protocol.ts';
import { table } from './results.ts';

interface Told {
  /** From where reading begins to the end of the last epoch with its validation. */
  readonly loop: number;
  /** Of the whole process. */
  readonly whole: number;
  /** The line with the test's loss and accuracy. */
  readonly verdict: string;
}

/**
 * Runs a program of the chapter and times it by what it prints: a line `begun`, if it has one, where its libraries are
 * loaded, `Epoch 10/10 ...` at the end of that epoch, and `test loss ...`. A line of JSON is why it cannot run.
 */
export const timeProgram = async (
  { command, args, env }: Omit<Command, 'patience'>,
  epochs: number,
): Promise<Told | Absent> => {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  let [begun, ended, verdict, complaint] = [0, 0, '', ''];
  let refused: Absent | undefined;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'begun') begun = seconds();
    if (line.startsWith(`Epoch ${epochs}/${epochs}`)) ended = seconds();
    if (line.startsWith('test loss')) verdict = line;
    if (line.startsWith('{')) refused = JSON.parse(line);
  });
  const code = await new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) => resolve(String(signal ?? code)));
  });
  if (code !== '0') return { absent: `it ended with ${code}: ${complaint.trim().split('\n').at(-1)}` };
  if (refused !== undefined) return refused;
  return { loop: ended - begun, whole: seconds(), verdict };
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** The acceptance program, in a folder that has the packages of this benchmark. */
const ours = (data: string, epochs: number): Omit<Command, 'patience'> => {
  const folder = join(root, '.cache/chapter');
  mkdirSync(folder, { recursive: true });
  const packages = join(folder, 'node_modules');
  if (!existsSync(packages)) symlinkSync(fileURLToPath(new URL('node_modules', import.meta.url)), packages, 'junction');
  const program = join(folder, 'program.mjs');
  copyFileSync(fileURLToPath(import.meta.resolve('@tests/tarballs/programs/seed-sequential.mjs')), program);
  const options = ['--data', data, '--epochs', String(epochs), '--out', join(folder, 'pictures')];
  return { command: process.execPath, args: [...process.execArgv, program, ...options] };
};

const cells = (name: string, told: Told | Absent, peer: Told | Absent): readonly string[] => {
  if ('absent' in told) return [name, '-', '-', '-', `not there: ${told.absent}`];
  const ratio = 'absent' in peer ? '-' : `**${(told.loop / peer.loop).toFixed(2)}**`;
  return [name, told.loop.toFixed(1), ratio, told.whole.toFixed(1), told.verdict];
};

/** The part of the page on the chapter. */
export const chapterPart = async (data: string | undefined, epochs = 10): Promise<string> => {
  const missing: Absent = { absent: 'KINDLING_CIFAR10 names no folder with CIFAR-10' };
  const theirs = python('torch_chapter.py', [JSON.stringify({ cores: 2, data, epochs })]);
  const kindling = data === undefined ? missing : await timeProgram(ours(data, epochs), epochs);
  const torch =
    data === undefined ? missing : typeof theirs === 'string' ? { absent: theirs } : await timeProgram(theirs, epochs);
  return `## The chapter: ${epochs} epochs on CIFAR-10, with validation

One round, each program once. Reading the archive, shuffling, batching, scaling, one-hot labels, training and validation count,
and in Kindling's figure the start of the process too. The whole also has the imports and, in Kindling's program, evaluation,
predictions and pictures. PyTorch on 2 cores, \`Adam(fused=True)\`.

${table(
  ['', 'seconds', 'time / PyTorch', 'whole', 'at the end'],
  [cells('Kindling, `seed-sequential.mjs`', kindling, torch), cells('PyTorch', torch, torch)],
)}`;
};
