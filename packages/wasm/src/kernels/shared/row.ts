// internal: rows of float32 numbers that are looked at as a whole
import type { I32, V128 } from '../../assembler/expression.ts';
import type { Body, Local } from '../../assembler/func.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { keep, type Vector } from '../elementwise/elementwise.ts';

const { pmax, splat } = f32x4;
const { bitselect, shuffle } = v128;

/** Neighbours in a row: four, or at its end those that are left. */
interface Group {
  load(address: I32): V128;
  store(address: I32, value: V128): void;
  /** The value, but `other` in the lanes beyond the row. */
  within(value: V128, other: V128): V128;
}

const whole = (f: Body, offset: number): Group => ({
  load: (address) => v128.load(address, offset),
  store: (address, value) => f.store(address, value, offset),
  within: (value) => value,
});

const rest = (f: Body, count: number): Group => {
  const [one, two] = [(address: I32) => v128.load32Zero(address), (address: I32) => v128.load64Zero(address)];
  const three = (address: I32) => shuffle(two(address), v128.load32Zero(address, 8), 0, 1, 4, 5);
  const lanes = [1, 2, 3, 4].map((lane) => (lane <= count ? -1 : 0)) as [number, number, number, number];
  return {
    load: [one, two, three][count - 1]!,
    store: (address, value) => {
      if (count > 1) f.storeLanes(address, value, 0, 2);
      if (count !== 2) f.storeLanes(address, value, count - 1, 1, 4 * (count - 1));
    },
    within: (value, other) => bitselect(value, other, i32x4.const(...lanes)),
  };
};

/** How many numbers stand beyond the last four: kernels are made for one such number. */
export type Rest = 0 | 1 | 2 | 3;

const atOnce = 4;

/** A row of `bytes` bytes, group by group: `visit` with the bytes before it, and which of a turn's groups it is. */
export const overRow = (
  f: Body,
  bytes: Local<'i32'>,
  left: Rest,
  visit: (group: Group, before: Local<'i32'>, place: number) => void,
): void => {
  const before = f.let(0);
  for (const groups of [atOnce, 1]) {
    f.while(
      () => i32.leS(i32.add(before, 16 * groups), bytes),
      () => {
        for (let place = 0; place < groups; place++) visit(whole(f, 16 * place), before, place);
        f.add(before, 16 * groups);
      },
    );
  }
  if (left !== 0) visit(rest(f, left), before, 0);
};

/** All lanes combined, in every lane. */
export const across = (f: Body, combine: (a: V128, b: V128) => V128, value: Vector): void => {
  f.set(value, combine(value, shuffle(value, value, 2, 3, 0, 1)));
  f.set(value, combine(value, shuffle(value, value, 1, 0, 3, 2)));
};

/** The greatest of a row, whatever NaN is in it. */
export const greatest = (f: Body, z: Local<'i32'>, bytes: Local<'i32'>, left: Rest): Vector => {
  const lowest = keep(f, splat(Number.NEGATIVE_INFINITY));
  const found = f.several('v128', atOnce);
  for (const each of found) f.set(each, lowest);
  overRow(f, bytes, left, (group, before, place) =>
    f.set(found[place]!, pmax(found[place]!, group.within(group.load(i32.add(z, before)), lowest))),
  );
  const [a, b, c, d] = found as readonly Vector[] as [Vector, Vector, Vector, Vector];
  f.set(a, pmax(pmax(a, b), pmax(c, d)));
  across(f, pmax, a);
  return a;
};
