// internal: tensors of one size, each number of one worked out from those at its place in the others
import type { I32, V128 } from '../../assembler/expression.ts';
import type { Body, Local } from '../../assembler/func.ts';
import { i32 } from '../../assembler/scalars.ts';
import { v128 } from '../../assembler/vectors.ts';
import { keep, type Vector } from '../elementwise/elementwise.ts';

type Address = Local<'i32'>;

interface Turn {
  readonly bytes: number;
  readonly registers: readonly number[];
  readonly load: (address: Address, register: number) => V128;
  readonly store: (address: Address, value: V128, register: number) => void;
}

/**
 * Goes over `bytes` bytes of 32-bit numbers of each tensor, none where they are negative. `make` is given a vector of
 * each of `from`, and gives one for each of `to`; a tensor may be in both. The addresses go along, to the end.
 *
 * V8 joins two vectors of 128 bits to one of 256 only where their addresses go along by themselves, and where all that
 * a pair loads is loaded before any of it is stored. So both are done here.
 */
export const along = (
  f: Body,
  bytes: I32,
  { from, to }: { readonly from: readonly Address[]; readonly to: readonly Address[] },
  make: (...values: readonly Vector[]) => readonly V128[],
): void => {
  const turn = ({ registers, load, store, ...each }: Turn): void => {
    const loaded = from.map((address) => registers.map((register) => keep(f, load(address, register))));
    const made = registers.map((register) =>
      make(...loaded.map((values) => values[register]!)).map((each) => keep(f, each)),
    );
    for (const [i, address] of to.entries()) {
      for (const register of registers) store(address, made[register]![i]!, register);
    }
    for (const address of new Set([...from, ...to])) f.add(address, each.bytes);
  };
  const left = f.let(i32.max(f.let(bytes), 0));
  f.times(i32.shrU(left, 5), () =>
    turn({
      bytes: 32,
      registers: [0, 1],
      load: (address, register) => v128.load(address, 16 * register),
      store: (address, value, register) => f.store(address, value, 16 * register),
    }),
  );
  f.times(i32.shrU(i32.and(left, 31), 2), () =>
    turn({
      bytes: 4,
      registers: [0],
      load: (address) => v128.load32Zero(address),
      store: (address, value) => f.storeLanes(address, value, 0, 1),
    }),
  );
};
