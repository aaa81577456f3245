// internal: which parameters a function's addresses come from
import type { Expression, Source } from './expression.ts';

/** Where the values of a function's variables come from, whatever way it is run through. */
export interface Flow {
  /** A variable gets a value. */
  set(variable: number, of: readonly Source[]): void;
  /** Something is written at an address. */
  write(of: readonly Source[]): void;
  /** A function is called that writes at these of its arguments, or at words that it reads there. */
  writeThrough(args: readonly Expression[], written: ReadonlySet<Source>): void;
  /**
   * The parameters that are written to, and by -1 - parameter those whose words are: all of them where nothing of an
   * address comes from any, since it may be anywhere.
   */
  written(): ReadonlySet<Source>;
}

const throughWords = (source: Source): Source => (source < 0 ? source : -1 - source);

export const createFlow = (parameters: number): Flow => {
  const values = new Map<number, Set<Source>>();
  /** Of each address that is written to, what it is made of. */
  const writes: (readonly Source[])[] = [];
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
    write: (of) => void writes.push(of),
    writeThrough: (args, written) => {
      if (written.size === 0) return;
      const ofArgument = (source: Source): readonly Source[] =>
        source < 0 ? args[-1 - source]!.of.map(throughWords) : args[source]!.of;
      self.write([...written].flatMap(ofArgument));
    },
    written: () => {
      const all = new Set<Source>();
      for (const of of writes) {
        const roots = new Set<Source>();
        const seen = new Set<Source>();
        for (const source of of) rootsOf(source, seen, roots);
        add(all, [...roots]);
        if (roots.size === 0) for (let i = 0; i < parameters; i++) all.add(i).add(-1 - i);
      }
      return all;
    },
  };
  return self;
};
