import { expect, it } from 'vitest';
import { narrow } from '../simd.ts';
import type { Arguments, Body } from './func.ts';
import { integers } from './func.ts';
import { createModule, type ModuleBuilder } from './module.ts';
import { f32, i32 } from './scalars.ts';
import { f32x4, i32x4, v128 } from './vectors.ts';

const parameters = integers('x', 'y', 'size', 'table');
type Write = (f: Body, args: Arguments<typeof parameters>, module: ModuleBuilder) => void;
const names = ['x', 'y', 'size', 'table'];

/** By name; `*table` where words of a parameter are addresses. */
const writesOf = (write: Write): string[] => {
  const module = createModule({ shared: false, simd: narrow });
  const { writes } = module.func('run', parameters, (f, args) => write(f, args, module));
  return [...writes].map((source) => (source < 0 ? `*${names[-1 - source]}` : names[source]!)).sort();
};

it('what is stored to is written, what is loaded from is not', () => {
  expect(writesOf((f, { x, y }) => f.store(y, f32.load(x)))).toEqual(['y']);
  expect(writesOf((f, { x, y }) => f.store(i32.add(y, 16), v128.load(x)))).toEqual(['y']);
  expect(writesOf((f, { x }) => f.drop(f32.load(x)))).toEqual([]);
  expect(writesOf((f, { x, y }) => f.storeLanes(y, v128.load(x), 0, 1))).toEqual(['y']);
  expect(writesOf((f, { x, y }) => f.store8(y, i32.load8U(x)))).toEqual(['y']);
  expect(writesOf((f, { x, y }) => f.copy(y, x, 8))).toEqual(['y']);
  expect(writesOf((f, { y }) => f.clear(y, 8))).toEqual(['y']);
});

it('addresses are followed through variables, loops, and whatever is added to them', () => {
  const walk: Write = (f, { x, y, size }) => {
    const [from, to] = [f.let(x), f.let(i32.add(y, 4))];
    f.times(size, () => {
      f.store(to, f32x4.add(v128.load(from), v128.load(from)));
      f.add(from, 16);
      f.add(to, 16);
    });
  };
  expect(writesOf(walk)).toEqual(['y']);
  const bySize: Write = (f, { y, size }) => f.range(0, size, 1, (i) => f.store(i32.add(y, i32.shl(i, 2)), i));
  expect(writesOf(bySize)).toEqual(['y']);
});

it('a variable that is set later, in a loop’s next turn, counts from the beginning', () => {
  const swapping: Write = (f, { x, y, size }) => {
    const to = f.let(x);
    f.times(size, () => {
      f.store(to, i32.const(1));
      f.set(to, y);
    });
  };
  expect(writesOf(swapping)).toEqual(['x', 'y']);
});

it('an address that is read from a table is told by the table', () => {
  expect(writesOf((f, { table }) => f.store(i32.load(table, 8), i32.const(1)))).toEqual(['*table']);
  const through: Write = (f, { table, x }) => {
    const at = f.let(i32.add(i32.load(i32.add(table, 4)), 16));
    f.store(at, f32.load(x));
  };
  expect(writesOf(through)).toEqual(['*table']);
});

it('an address that comes from no parameter may be anywhere', () => {
  const anywhere = [...names.map((name) => `*${name}`), ...names].sort();
  expect(writesOf((f) => f.store(i32.const(16), i32.const(1)))).toEqual(anywhere);
  const inVector: Write = (f, { x }) => f.store(i32x4.lane(v128.load(x), 0), i32.const(1));
  expect(writesOf(inVector)).toEqual(anywhere);
  expect(writesOf((f) => f.store(f.let(i32.const(16)), i32.const(1)))).toEqual(anywhere);
});

it('a number beside a parameter, at a call too, leaves the address the parameter’s', () => {
  const call: Write = (f, { x, y }, module) => {
    const store = module.func(undefined, integers('from', 'to', 'k'), (g, { from, to, k }) =>
      g.store(i32.add(to, i32.mul(k, 4)), i32.load(from)),
    );
    f.call(store, x, y, 12);
  };
  expect(writesOf(call)).toEqual(['y']);
});

it('a function that is called writes where its caller has it write', () => {
  const call: Write = (f, { x, y, table }, module) => {
    const store = module.func(undefined, integers('from', 'to'), (g, { from, to }) => g.store(to, i32.load(from)));
    const deep = module.func(undefined, integers('at'), (g, { at }) => g.store(i32.load(at), i32.const(1)));
    f.call(store, x, i32.add(y, 8));
    f.call(deep, table);
  };
  expect(writesOf(call)).toEqual(['*table', 'y']);
});
