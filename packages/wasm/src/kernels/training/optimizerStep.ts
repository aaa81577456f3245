// internal: one step of an optimizer for all parameters
import type { V128 } from '../../assembler/expression.ts';
import { type Body, integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { i32x4, v128 } from '../../assembler/vectors.ts';
import { keep, type Vector } from '../elementwise/elementwise.ts';
import { along } from '../shared/along.ts';

/** How one number of a parameter changes. */
export interface StepFormula {
  /** How many tensors a parameter has that are carried from step to step. */
  readonly slots: number;
  /** How many of the step's numbers are read at their addresses. */
  readonly scalars: number;
  /** How many come as a float's bits. */
  readonly numbers: number;
  /**
   * The next parameter and slots, in this order. The outer call writes what stands before the loop, and gets the
   * scalars, then the numbers, in all lanes.
   */
  readonly next: (f: Body, ...numbers: readonly Vector[]) => (...at: readonly Vector[]) => readonly V128[];
}

/** What is given beside a parameter's addresses: its place among the numbers of all, a multiple of 4, and its size. */
const placeAndSize = 2;

/**
 * How many 32-bit integers the kernel reads of each parameter: addresses of the parameter, its gradient and slots; of
 * what comes next of the parameter and its slots; the place of its numbers among those of all; how many they are.
 */
export const entryWords = ({ slots }: Pick<StepFormula, 'slots'>): number => 3 + 2 * slots + placeAndSize;

/**
 * `run(table, entries, ...scalars, ...numbers, begin, end, scratch)`: a step for the numbers at the places [begin, end)
 * of all parameters laid end to end; both are multiples of 4, or the very end:
 *
 *     0       5   8         14  16
 *     ├───────┤   ├─────────┤   ├──┤
 *     kernel      kernel        bias
 *
 * No product is fused with a sum: the bits are those of operations one by one.
 */
export const emitStep = (m: ModuleBuilder, { slots, scalars, numbers, next }: StepFormula): void => {
  const named = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}` as const);
  const [scalarNames, numberNames] = [named('scalar', scalars), named('number', numbers)];
  const parameters = integers('table', 'entries', ...scalarNames, ...numberNames, 'begin', 'end', 'scratch');
  m.func('run', parameters, (f, args) => {
    const { table, entries, begin, end } = args;
    const given = [
      ...scalarNames.map((name) => v128.load32Splat(args[name]!)),
      ...numberNames.map((name) => i32x4.splat(args[name]!)),
    ];
    const formula = next(f, ...given.map((value) => keep(f, value)));
    const entry = f.let(table);
    const words = entryWords({ slots });
    f.times(entries, () => {
      const word = (i: number) => f.let(i32.load(entry, 4 * i));
      const [place, size] = [word(words - 2), word(words - 1)];
      const skipped = f.let(i32.sub(i32.max(begin, place), place));
      const until = f.let(i32.sub(end, place));
      const bytes = i32.shl(i32.sub(i32.min(until, size), skipped), 2);
      const addresses = Array.from({ length: words - placeAndSize }, (_, i) =>
        f.let(i32.add(word(i), i32.shl(skipped, 2))),
      );
      const [from, to] = [addresses.slice(0, 2 + slots), addresses.slice(2 + slots)];
      along(f, bytes, { from, to }, formula);
      f.add(entry, 4 * words);
    });
  });
};
