// internal: an axis in parts of one or two lengths, with code for each length
import type { I32 } from '../../assembler/expression.ts';
import type { Body, Local } from '../../assembler/func.ts';
import { i32 } from '../../assembler/scalars.ts';

type Index = Local<'i32'>;

/** Neighbouring parts of one length. */
export interface Run {
  readonly length: number;
  readonly count: number;
}

export interface Cut {
  /** How many parts there are. */
  readonly count: number;
  /** One or two, the one of longer parts first. */
  readonly runs: readonly Run[];
  readonly longest: number;
  /** How many parts are of the first run. Code that is not to depend on it gets it as an argument instead. */
  readonly longer: number;
  /** Where part `t` begins. */
  start(t: Index, longer?: I32): I32;
  /** Code for each run, of which that of part `t` is done. */
  choose(f: Body, t: Index, write: (run: number) => void, longer?: I32): void;
}

/** As few parts of at most `longest` as there can be, which differ by one at most: 10 by 4 is 4, 3, 3. */
export const cutEvenly = (length: number, longest: number): Cut => {
  const count = Math.ceil(length / longest);
  const shorter = Math.floor(length / count);
  const more = length - count * shorter;
  return {
    ...runsOf([
      { length: shorter + 1, count: more },
      { length: shorter, count: count - more },
    ]),
    start: (t) => startOf(t, length, count),
  };
};

/**
 * `cutEvenly` for code that serves many lengths: all that have parts of these lengths, however many of each, which the
 * code is told when it runs. An axis long enough has parts of `longest` or one less: there is code for both.
 */
export const cutAlike = (length: number, longest: number): Cut => {
  const even = cutEvenly(length, longest);
  const lengths = even.runs.map((run) => run.length);
  const isUsual = longest > 1 && lengths.every((each) => each >= longest - 1);
  const [long, short] = isUsual ? [longest, longest - 1] : lengths;
  if (long === undefined || short === undefined) return { ...even, start: (t) => i32.mul(t, long ?? 0) };
  const longer = length - short * even.count;
  return {
    ...{ count: even.count, longest: long, longer },
    runs: [
      { length: long, count: longer },
      { length: short, count: even.count - longer },
    ],
    start: (t, more = longer) => i32.add(i32.mul(t, short), i32.min(t, more)),
    choose: (f, t, write, more = longer) => chooseRun(f, t, write, more),
  };
};

/** Parts of `each`, but for the last one, which is what is left: 10 by 4 is 4, 4, 2. */
export const cutInto = (length: number, each: number): Cut => {
  const whole = Math.floor(length / each);
  const rest = length - whole * each;
  return {
    ...runsOf([
      { length: each, count: whole },
      { length: rest, count: rest > 0 ? 1 : 0 },
    ]),
    start: (t) => i32.mul(t, each),
  };
};

const runsOf = (all: readonly Run[]): Omit<Cut, 'start'> => {
  const runs = all.filter(({ count }) => count > 0);
  return {
    count: runs.reduce((sum, { count }) => sum + count, 0),
    runs,
    longest: Math.max(...runs.map(({ length }) => length)),
    longer: runs[0]?.count ?? 0,
    choose: (f, t, write, longer = runs[0]?.count ?? 0) => {
      if (runs.length === 1) write(0);
      else chooseRun(f, t, write, longer);
    },
  };
};

const chooseRun = (f: Body, t: Index, write: (run: number) => void, longer: I32): void =>
  f.if(
    i32.ltS(t, longer),
    () => write(0),
    () => write(1),
  );

/** The parts one by one. */
export const partsOf = ({
  runs,
}: Pick<Cut, 'runs'>): readonly { readonly start: number; readonly length: number }[] => {
  let end = 0;
  return runs.flatMap(({ length, count }) =>
    Array.from({ length: count }, () => {
      end += length;
      return { start: end - length, length };
    }),
  );
};

/** Where part `t` of `parts` parts of an axis begins that differ by one at most, the longer ones first. */
export const startOf = (t: Index, length: number, parts: number): I32 => {
  const shorter = Math.floor(length / parts);
  const more = length - shorter * parts;
  return more === 0 ? i32.mul(t, shorter) : i32.add(i32.mul(t, shorter), i32.min(t, more));
};

/** `startOf` where length and parts, which is not 0, are known when the code runs: worked out once, for any `t`. */
export const startsOf = (f: Body, length: I32, parts: I32): ((t: Index) => I32) => {
  const shorter = f.let(i32.divU(length, parts));
  const more = f.let(i32.remU(length, parts));
  return (t) => i32.add(i32.mul(t, shorter), i32.min(t, more));
};
