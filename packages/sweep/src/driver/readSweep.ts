// internal: sweep.json, checked and with its defaults
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { show, unknownName } from '@kindling/core';
import { checkSchema, type Schema } from './checkSchema.ts';

type Value = number | string | boolean;
type Rule = Readonly<Record<string, readonly Value[]>>;

/** sweep.json as it is written, once it has been held to the schema. */
interface Written {
  readonly program: readonly string[];
  readonly storage: string;
  readonly space: Readonly<Record<string, Value | Rule>>;
  readonly metric: string;
  readonly mode: 'min' | 'max';
  readonly trials: number;
  readonly scheduler?: {
    readonly asha?: { readonly epochs: number; readonly grace?: number; readonly reduction?: number };
    readonly pbt?: {
      readonly every: number;
      readonly mutate?: readonly string[];
      readonly quantile?: number;
      readonly resample?: number;
    };
  };
  readonly resources?: { readonly cpus?: number; readonly gpus?: number; readonly processes?: number };
  readonly retries?: number;
  readonly seed?: number;
  readonly address?: string;
}

/** What the driver is told. */
export type Sweep = ReturnType<typeof resolved>;

const owner = 'sweep.json';

/** The file beside `src` and `dist`. */
export const schemaPath = fileURLToPath(new URL('../../sweep.schema.json', import.meta.url));

const ruleOf = (value: Value | Rule | undefined): readonly [string, readonly Value[]] | undefined =>
  typeof value === 'object' ? (Object.entries(value)[0] as [string, readonly Value[]]) : undefined;

const checkSpace = (space: Written['space']): void => {
  for (const [key, value] of Object.entries(space)) {
    const [kind, values = []] = ruleOf(value) ?? [];
    const [low = 0, high = 0] = values as readonly number[];
    const where = `${owner}: space.${key}.${kind}`;
    if (kind === 'uniform' || kind === 'loguniform' || kind === 'int') {
      if (low >= high) throw new Error(`${where} must rise, got ${show(values)}`);
      if (kind === 'loguniform' && low <= 0) throw new Error(`${where} must be above 0, got ${show(values)}`);
    }
  }
};

const mutated = ({ space }: Written, named: readonly string[] | undefined): readonly string[] => {
  const free = Object.keys(space).filter((key) => !['grid', undefined].includes(ruleOf(space[key])?.[0]));
  const unknown = named?.find((key) => !free.includes(key));
  if (unknown !== undefined) throw unknownName(owner, 'scheduler.pbt.mutate', unknown, free);
  if (free.length === 0)
    throw new Error(`${owner}: space must have a rule other than grid for scheduler.pbt to change`);
  return named ?? free;
};

const resolved = (written: Written, folder: string) => {
  const { space, metric, mode, trials, scheduler: { asha, pbt } = {}, retries = 3, seed = 0, address } = written;
  const { processes = 1, cpus = processes, gpus = 0 } = written.resources ?? {};
  const { grace = 1, reduction = 4 } = asha ?? {};
  if (asha !== undefined && grace > asha.epochs)
    throw new Error(`${owner}: scheduler.asha.grace must be at most epochs, ${asha.epochs}, got ${grace}`);
  const { quantile = 0.25, resample = 0.25 } = pbt ?? {};
  return {
    program: processes === 1 ? written.program : ['mpirun', '-n', String(processes), ...written.program],
    cwd: folder,
    storage: resolve(folder, written.storage),
    space,
    metric,
    mode,
    trials,
    scheduler: {
      ...(asha && { asha: { epochs: asha.epochs, grace, reduction } }),
      ...(pbt && { pbt: { every: pbt.every, mutate: mutated(written, pbt.mutate), quantile, resample } }),
    },
    resources: { cpus, gpus },
    retries,
    seed,
    ...(address !== undefined && { address }),
  };
};

/**
 * Reads and checks sweep.json.
 *
 * @throws Error that names the key, its rule and what was given
 */
export const readSweep = (path: string): Sweep => {
  const text = readFileSync(path, 'utf8');
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (error) {
    throw new Error(`${owner}: ${path} must be JSON: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  checkSchema(owner, JSON.parse(readFileSync(schemaPath, 'utf8')) as Schema, written);
  checkSpace((written as Written).space);
  return resolved(written as Written, dirname(resolve(path)));
};
