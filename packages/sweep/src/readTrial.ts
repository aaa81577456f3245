// internal: the command line of a trial
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFiniteNumber, show, unknownName } from '@kindling/core';

const owner = 'trial';

type Value = number | string | boolean;

/** What a trial is to do, as its command line says. */
export interface Asked {
  readonly config: Readonly<Record<string, Value>>;
  readonly folder: string;
  readonly help: boolean;
}

const known = ['config', 'folder', 'help'] as const;

const nounOf = { number: 'a finite number', string: 'a string', boolean: 'true or false' } as const;

const isValue = (value: unknown): value is Value =>
  typeof value === 'number' ? isFiniteNumber(value) : typeof value === 'string' || typeof value === 'boolean';

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses defaults that JSON could not hold, or that say no type. */
export const requireDefaults = (defaults: unknown): Readonly<Record<string, Value>> => {
  if (!isPlain(defaults)) throw new TypeError(`${owner}: defaults must be an object, got ${show(defaults)}`);
  for (const [key, value] of Object.entries(defaults)) {
    if (!isValue(value))
      throw new TypeError(
        `${owner}: defaults.${key} must be a finite number, a string, true or false, got ${show(value)}`,
      );
  }
  return defaults as Readonly<Record<string, Value>>;
};

/** `--name value` and `--name=value`, each at most once. */
const optionsOf = (args: readonly string[]): Readonly<Record<string, string>> => {
  const options: Record<string, string> = {};
  for (let i = 0; i < args.length; i++) {
    const [, name, glued] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(args[i]!) ?? [];
    if (name === undefined)
      throw new Error(`${owner}: arguments must be options such as --config, got ${show(args[i])}`);
    if (!known.includes(name as never))
      throw unknownName(
        owner,
        'option',
        `--${name}`,
        known.map((each) => `--${each}`),
      );
    if (Object.hasOwn(options, name)) throw new Error(`${owner}: --${name} must be given once, got it twice`);
    const value = name === 'help' ? 'yes' : (glued ?? args[++i]);
    if (value === undefined || value === '')
      throw new Error(`${owner}: --${name} must have a value, got ${value === undefined ? 'none' : show(value)}`);
    options[name] = value;
  }
  return options;
};

const given = (text: string): Readonly<Record<string, unknown>> => {
  const file = text.startsWith('@') ? text.slice(1) : undefined;
  const what = file === undefined ? '--config' : `--config @${file}`;
  const json = file === undefined ? text : readFileSync(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`${owner}: ${what} must be JSON, got ${show(json)}`, { cause: error });
  }
  if (!isPlain(value)) throw new TypeError(`${owner}: ${what} must be an object, got ${show(value)}`);
  return value;
};

const configOf = (defaults: Asked['config'], text: string | undefined): Asked['config'] => {
  const config: Record<string, Value> = { ...defaults };
  for (const [key, value] of Object.entries(text === undefined ? {} : given(text))) {
    const standard = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    if (standard === undefined) throw unknownName(owner, 'key of --config', key, Object.keys(defaults));
    if (typeof value !== typeof standard || !isValue(value))
      throw new TypeError(
        `${owner}: config.${key} must be ${nounOf[typeof standard as keyof typeof nounOf]}, got ${show(value)}`,
      );
    config[key] = value;
  }
  return config;
};

/** The same for the same config, so that to start a trial again is to go on with it. */
const ownFolder = (config: Asked['config']): string => {
  const sorted = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return join('trials', createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 12));
};

/**
 * What the arguments ask for.
 *
 * @throws Error for an unknown option or key, with the nearest one that is known, and for what is no JSON; TypeError
 *   for a value of another type than the default's
 */
export const readTrial = (defaults: Asked['config'], args: readonly string[]): Asked => {
  const options = optionsOf(args);
  const config = configOf(defaults, options.config);
  return { config, folder: options.folder ?? ownFolder(config), help: options.help !== undefined };
};

/** What `--help` says. */
export const helpOf = (program: string, defaults: Asked['config']): string => `\
node ${program} [--config '{"key": value}' | --config @file.json] [--folder DIR]

Trains once, with the numbers of --config, and tells each epoch as a line of JSON on the standard output. Started again
with the same --folder it goes on where it was.

--config  a JSON object, or @ and a file that holds one; what it leaves out has its default:
${Object.entries(defaults)
  .map(
    ([key, value]) =>
      `            ${key}  ${nounOf[typeof value as keyof typeof nounOf]}, by default ${JSON.stringify(value)}`,
  )
  .join('\n')}
--folder  where the run is kept; by default trials/ and a name made of the config

SIGTERM and Ctrl-C end it after the step at hand. It ends with
  0    done
  143  stopped: start it again and it goes on from what was saved
  1    failed
  2    wrong options: it would fail again
With KINDLING_PARENT=stdin in the environment it ends when its standard input closes, that is with its parent.
`;
