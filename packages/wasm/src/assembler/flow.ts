// internal: which parameters a function's addresses come from
import type { Expression, Source } from './expression.ts';

/** Where the values of a function's variables come from, whatever way it is run through. */
export interface Flow {
  /** A variable gets a value. */
  set(variable: number, of: readonly Source[]): void;
  /** Something is written at an address. */
  write(of: readonly Source[]): void;
  /** A function is called that writes at an argument, or at words that it reads there. */
  writeThrough(args: readonly Expression[], written: Source): void;
  /**
   * The parameters that are written to, and by -1 - parameter those whose words are: all of them where an address comes
   * from none, since it may be anywhere.
   */
  written(): ReadonlySet<Source>;
}

const throughWords = (source: Source): Source => (source < 0 ? source : -1 - source);

export const createFlow = (parameters: number): Flow => {
  const values = new Map<number, Set<Source>>();
  const writes = new Set<Source>();
  let isAnywhere = false;
  const add = (set: Set<Source>, of: readonly Source[]): void => {
    for (const source of of) set.add(source);
  };

  /** The parameters behind a source. */
  const rootsOf = (source: Source, seen: Set<Source>, roots: Set<Source>): void => {
    if (seen.has(source)) return;
    seen.add(source);
    const variable = source < 0 ? -1 - source : source;
    if (variable < parameters) roots.add(source);
    for (const value of values.get(variable) ?? []) rootsOf(source < 0 ? throughWords(value) : value, seen, roots);
  };

  const self: Flow = {
    set: (variable, of) => {
      if (of.length === 0) return;
      const known = values.get(variable) ?? new Set();
      values.set(variable, known);
      add(known, of);
    },
    write: (of) => {
      if (of.length === 0) isAnywhere = true;
      add(writes, of);
    },
    writeThrough: (args, written) => {
      const { of } = args[written < 0 ? -1 - written : written]!;
      self.write(written < 0 ? of.map(throughWords) : of);
    },
    written: () => {
      const roots = new Set<Source>();
      const seen = new Set<Source>();
      for (const source of writes) rootsOf(source, seen, roots);
      if (isAnywhere) for (let i = 0; i < parameters; i++) roots.add(i).add(-1 - i);
      return roots;
    },
  };
  return self;
};
