import { parseArgs } from 'node:util';
import { isFiniteNumber, show, unknownName } from '@kindling/core';
import { UsageError } from './command.ts';

/** `--name VALUE`, with what it means, its default, and how it is read. */
export interface Flag<T> {
  readonly placeholder: string;
  /** Another name for it, which comes first in the help. */
  readonly alias?: string;
  readonly help: string;
  /** Completes "--name must be ...". */
  readonly rule: string;
  readonly fallback: T;
  /** The value, or undefined for a text against the rule. */
  parse(text: string): T | undefined;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;

export type Values<F extends Flags> = { readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never };

export interface Parsed<F extends Flags> {
  readonly values: Values<F>;
  /** The flags that were typed, by key. */
  readonly given: ReadonlySet<keyof F & string>;
  readonly positionals: readonly string[];
}

interface About<D> {
  readonly placeholder: string;
  readonly alias?: string;
  readonly help: string;
  readonly fallback: D;
}

const kind =
  <T>(rule: string, parse: (text: string) => T | undefined) =>
  <D extends T | undefined>(about: About<D>): Flag<T | D> => ({ ...about, rule, parse });

const integer = (text: string, least: number): number | undefined => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) && value >= least ? value : undefined;
};

export const text = kind('a text', (given) => (given === '' ? undefined : given));
export const count = kind('a positive integer', (given) => integer(given, 1));
export const seed = kind('an integer of at least 0', (given) => integer(given, 0));
export const rate = kind('a number above 0', (given) => {
  const value = given.trim() === '' ? Number.NaN : Number(given);
  return isFiniteNumber(value) && Math.fround(value) > 0 ? value : undefined;
});
export const widths = kind<readonly number[]>('positive integers with commas between, or none', (given) => {
  if (given === 'none') return [];
  const values = given.split(',').flatMap((part) => integer(part.trim(), 1) ?? []);
  return values.length === given.split(',').length ? values : undefined;
});

export const oneOf = <const T extends string>(names: readonly T[]) =>
  kind<T>(names.join(' or '), (given) => names.find((name) => name === given));

/** `learningRate` is typed `--learning-rate`. */
export const spell = (key: string): string => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** A value as it would be typed. */
export const written = (value: unknown): string =>
  Array.isArray(value) ? (value.length === 0 ? 'none' : value.join(',')) : String(value);

/**
 * Reads what was typed after a command.
 *
 * @throws UsageError for an unknown flag (with the nearest known), a missing, second or unfit value
 */
export const parseFlags = <const F extends Flags>(command: string, flags: F, argv: readonly string[]): Parsed<F> => {
  const spellings = Object.entries(flags).flatMap(([key, { alias }]) =>
    [alias ?? key, key].map((name) => [spell(name), key] as const),
  );
  const keys = new Map(spellings);
  const options = Object.fromEntries([...keys.keys()].map((name) => [name.slice(2), { type: 'string' as const }]));
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const read: Record<string, unknown> = Object.fromEntries(
    Object.entries(flags).map(([key, { fallback }]) => [key, fallback]),
  );
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const key = keys.get(token.rawName);
    if (key === undefined) {
      throw new UsageError(unknownName(command, 'flag', token.rawName, [...keys.keys(), '--help']).message);
    }
    if (given.has(key)) throw new UsageError(`${command}: ${spell(key)} is given twice`);
    const { rule, placeholder, parse } = flags[key]!;
    if (token.value === undefined || token.value.startsWith('--')) {
      throw new UsageError(`${command}: ${spell(key)} needs a value: ${spell(key)} ${placeholder}`);
    }
    const value = parse(token.value);
    if (value === undefined)
      throw new UsageError(`${command}: ${spell(key)} must be ${rule}, got ${show(token.value)}`);
    read[key] = value;
    given.add(key);
  }
  return { values: read as Values<F>, given: given as ReadonlySet<keyof F & string>, positionals };
};

/** The arguments that give these values, every flag with a value named. */
export const argumentsOf = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [spell(key), written(value)]));

/** In single quotes nothing is live for a POSIX shell: no `$(...)`, no backtick, no `!`, no end of line. */
const quotePosix = (text: string): string =>
  /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const quoteWindows = (text: string): string =>
  /^[\w@+=:./\\-]+$/.test(text)
    ? text
    : `"${text.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => slashes + slashes + (quote && '\\"'))}"`;

/** Arguments as a shell of this platform takes them. */
export const shellLine = (argv: readonly string[], platform: NodeJS.Platform = process.platform): string =>
  argv.map(platform === 'win32' ? quoteWindows : quotePosix).join(' ');
