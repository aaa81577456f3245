import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { show } from '@kindling/core';
import { writeFileAtomically } from '@kindling/core/node';
import type { Epoch } from '@kindling/train';
import { invocation, UsageError } from '../cli/command.ts';
import { argumentsOf, parseFlags, shellLine } from '../cli/flags.ts';
import type { Fingerprint } from '../data/fingerprint.ts';
import { files } from './files.ts';
import { type Settings, settingFlags } from './settings.ts';

export type Row = Epoch<'accuracy'>;

/** `run.json`: all that is needed to repeat a run, and what came out. */
export interface RunRecord {
  readonly status: 'running' | 'interrupted' | 'diverged' | 'finished';
  /** The flags that it was made with, defaults and all. */
  readonly settings: Settings;
  readonly classNames: readonly string[];
  readonly data: { readonly train: Fingerprint; readonly test: Fingerprint };
  readonly backend: { readonly name: string; readonly device: string };
  readonly versions: Readonly<Record<string, string>>;
  /** When the run began, as ISO 8601. */
  readonly started: string;
  /** How often training was begun: more than 1 after a resume. */
  readonly sittings: number;
  /** Seconds of training, over all sittings. */
  readonly seconds: number;
  /** One row an epoch. */
  readonly history: readonly Row[];
  /** On the test pictures, once the run has finished. */
  readonly results?: { readonly loss: number; readonly accuracy: number } | undefined;
}

/** JSON has no word for these. */
const nonFinite: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const logged: ReadonlySet<string> = new Set(['loss', 'accuracy']);

const toJSON = (record: RunRecord): string => {
  const whole = { repeat: `${invocation} ${shellLine(['train', ...argumentsOf(record.settings)])}`, ...record };
  const write = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(whole, write, 2)}\n`;
};

export const writeRecord = (folder: string, record: RunRecord): Promise<void> =>
  writeFileAtomically(join(folder, files.record), toJSON(record));

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isLogs = (value: unknown): boolean =>
  isObject(value) && 'loss' in value && typeof value.loss === 'number' && 'accuracy' in value;

const isFingerprint = (value: unknown): boolean => isObject(value) && 'sha256' in value && 'pictures' in value;

/** What is relied on must be there; the rest is for people. */
const isRecord = (value: unknown): value is RunRecord =>
  isObject(value) &&
  'settings' in value &&
  isObject(value.settings) &&
  'classNames' in value &&
  isStrings(value.classNames) &&
  'history' in value &&
  Array.isArray(value.history) &&
  value.history.every(isLogs) &&
  'data' in value &&
  isObject(value.data) &&
  'train' in value.data &&
  isFingerprint(value.data.train) &&
  'test' in value.data &&
  isFingerprint(value.data.test) &&
  'sittings' in value &&
  typeof value.sittings === 'number' &&
  'seconds' in value &&
  typeof value.seconds === 'number';

/**
 * The record of a run.
 *
 * @throws UsageError where the folder holds none, or one that can't be read
 */
export const readRecord = async (command: string, folder: string): Promise<RunRecord> => {
  const path = join(folder, files.record);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`${command}: ${show(folder)} holds no run, as ${path} can't be read; \`npm start\` makes one`);
  }
  let read: unknown;
  try {
    read = JSON.parse(text, (key, value: unknown) => (logged.has(key) ? (nonFinite.get(value) ?? value) : value));
  } catch {
    read = undefined; // half a file and a foreign one get the same error
  }
  if (!isRecord(read)) throw new UsageError(`${command}: ${path} is not the record of a run; take another run`);
  return { ...read, settings: parseFlags(path, settingFlags, argumentsOf({ ...read.settings })).values };
};
