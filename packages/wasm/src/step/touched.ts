// internal: which regions launches read and write
import { createModule, type ModuleBuilder } from '../assembler/module.ts';
import { type Launch, type Region, regionsOf } from '../recording/recording.ts';

/** Regions, by number. */
export interface Touched {
  /** All of them. */
  readonly all: ReadonlySet<number>;
  readonly written: ReadonlySet<number>;
  /** By other arguments than those that are written to: what a kernel reads again of its own is not among them. */
  readonly read: ReadonlySet<number>;
}

/** Which arguments a kernel writes to, as its code says; -1 - argument where it does so at words that it reads. */
export type Writes = ReadonlySet<number>;

/** Of the function `run`. */
export const writesOf = (write: (module: ModuleBuilder) => void, options: Pick<ModuleBuilder, 'simd'>): Writes => {
  const module = createModule({ shared: false, ...options });
  let writes: Writes = new Set();
  write({
    ...module,
    func: (name, parameters, body) => {
      const made = module.func(name, parameters, body);
      if (name === 'run') writes = made.writes;
      return made;
    },
  });
  return writes;
};

export const touchedBy = ({ args }: Launch, writes: Writes, regions: readonly Region[]): Touched => {
  const [all, written, read] = [new Set<number>(), new Set<number>(), new Set<number>()];
  args.forEach((argument, i) => {
    const [own, ...others] = regionsOf(argument, regions);
    if (own === undefined) return;
    for (const region of [own, ...others]) all.add(region);
    (writes.has(i) ? written : read).add(own);
    for (const region of others) (writes.has(-1 - i) ? written : read).add(region);
  });
  return { all, written, read };
};

/**
 * For each launch the earlier ones that must be done before it: those that write what it touches, and those that touch
 * what it writes.
 */
export const waitsOf = (touched: readonly Pick<Touched, 'all' | 'written'>[]): number[][] => {
  /** Of a region: who wrote it last, and who has read it since. */
  const last = new Map<number, { writer: number | undefined; readers: number[] }>();
  return touched.map(({ all, written }, launch) => {
    const waits = new Set<number>();
    for (const region of all) {
      const before = last.get(region) ?? { writer: undefined, readers: [] };
      if (before.writer !== undefined) waits.add(before.writer);
      if (written.has(region)) {
        for (const reader of before.readers) waits.add(reader);
        last.set(region, { writer: launch, readers: [] });
      } else last.set(region, { ...before, readers: [...before.readers, launch] });
    }
    return [...waits].sort((a, b) => a - b);
  });
};
