import { describe, expect, it } from 'vitest';
import { compiled, firstInt } from '../../testing/compiled.ts';
import { narrow } from '../simd.ts';
import { type I32, i32Of, type V128 } from './expression.ts';
import { type Body, body, type Func, integers, type Local, variable } from './func.ts';
import { createModule } from './module.ts';
import { f32, i32 } from './scalars.ts';
import { f32x4, i32x4, v128 } from './vectors.ts';

/** Writes what comes by: each value at the next place. */
const recorder = (f: Body, to: Local<'i32'>) => (value: I32) => {
  f.store(to, i32Of(value));
  f.add(to, 4);
};

/** What a function records, for the integers that it is given: those that are not 0. */
const recorded = (write: (f: Body, record: ReturnType<typeof recorder>, from: Local<'i32'>) => void) => {
  const run = compiled((f, from, to) => write(f, recorder(f, to), from));
  return (...words: number[]): number[] =>
    [...new Int32Array(run(Int32Array.from(words)))].filter((word) => word !== 0);
};

describe('variables', () => {
  it('have the index after the parameters, in the order in which they are made', () => {
    const module = createModule({ shared: false, simd: narrow });
    module.func(undefined, { a: 'i32', b: 'f32' }, (f, { a, b }) => {
      expect([a.index, b.index]).toEqual([0, 1]);
      expect(f.local('v128').index).toBe(2);
      expect(f.several('f32', 3).map(({ index, type }) => [index, type])).toEqual([
        [3, 'f32'],
        [4, 'f32'],
        [5, 'f32'],
      ]);
      expect(f.let(7).index).toBe(6);
      expect(f.locals).toEqual(['v128', 'f32', 'f32', 'f32', 'i32']);
    });
    expect(variable('f32', 300)).toEqual({ type: 'f32', code: [0x20, 0xac, 2], index: 300, of: [], flops: 0 });
    expect(integers('a', 'b')).toEqual({ a: 'i32', b: 'i32' });
  });

  it('of every type are set to expressions, and numbers to constants of their type', () => {
    const run = compiled((f, from, to) => {
      const [i, x, v] = [f.let(3), f.local('f32'), f.local('v128')];
      f.set(x, 1.5);
      f.set(v, f32x4.splat(x));
      f.add(i, i32.load(from));
      f.store(to, i);
      f.store(to, x, 4);
      f.store(to, v, 16);
      f.set(i, -1);
      f.store(to, i, 8);
    });
    const bytes = run(Int32Array.of(39));
    expect([...new Int32Array(bytes, 0, 3)]).toEqual([42, 0x3fc00000, -1]);
    expect([...new Float32Array(bytes, 16, 4)]).toEqual([1.5, 1.5, 1.5, 1.5]);
  });
});

describe('stores', () => {
  it('write a whole value, a byte, one lane or two', () => {
    const run = compiled((f, from, to) => {
      const v = v128.load(from);
      f.store8(to, 0x1ff);
      f.store(to, i32.load(from, 4), 4);
      f.store(to, f32.reinterpret(i32.load(from, 8)), 8);
      f.storeLanes(to, v, 3, 1, 12);
      f.storeLanes(to, v, 0, 2, 16);
      f.storeLanes(to, v, 1, 2, 24);
      f.store(to, v, 32);
    });
    expect([...new Int32Array(run(Int32Array.of(1, 2, 3, 4))).slice(0, 12)]).toEqual([
      ...[255, 2, 3, 4],
      ...[1, 2, 3, 4],
      ...[1, 2, 3, 4],
    ]);
  });

  it('copy bytes, whether or not the places overlap, and clear them', () => {
    const run = compiled((f, from, to) => {
      f.copy(to, from, 16);
      f.copy(i32.add(to, 4), to, 12);
      f.clear(i32.add(to, 12), 4);
      f.copy(i32.add(to, 32), from, i32.load(from));
    });
    expect([...new Int32Array(run(Int32Array.of(0, 2, 3, 4))).slice(0, 12)]).toEqual([
      0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });
});

describe('statements of control', () => {
  it('if does the one or the other; the other may be missing', () => {
    const run = recorded((f, record, from) => {
      f.if(
        i32.gtS(i32.load(from), 5),
        () => record(1),
        () => record(2),
      );
      f.if(i32.load(from), () => record(3));
    });
    expect(run(6)).toEqual([1, 3]);
    expect(run(5)).toEqual([2, 3]);
    expect(run(0)).toEqual([2]);
  });

  it('doWhile goes at least once, while may not go at all', () => {
    const run = recorded((f, record, from) => {
      const i = f.let(i32.load(from));
      f.doWhile(
        () => {
          record(i);
          f.add(i, -1);
        },
        () => i32.gtS(i, 0),
      );
      f.set(i, i32.load(from));
      f.while(
        () => i32.gtS(i, 0),
        () => {
          record(i32.add(i, 100));
          f.add(i, -1);
        },
      );
    });
    expect(run(3)).toEqual([3, 2, 1, 103, 102, 101]);
    expect(run(-4)).toEqual([-4]);
  });

  it('range goes from the first to before the last, step by step, and works its end out anew', () => {
    const run = recorded((f, record, from) => {
      f.range(i32.load(from), i32.load(from, 4), 3, record);
      record(99);
      const end = f.let(i32.load(from, 4));
      f.range(1, end, 1, (i) => {
        record(i);
        f.add(end, -1);
      });
    });
    expect(run(1, 8)).toEqual([1, 4, 7, 99, 1, 2, 3, 4]);
    expect(run(1, 7)).toEqual([1, 4, 99, 1, 2, 3]);
    expect(run(5, 5)).toEqual([99, 1, 2]);
    expect(run(-2, 1)).toEqual([-2, 99]);
  });

  it('times repeats, and does nothing for 0 or less', () => {
    const run = recorded((f, record, from) => f.times(i32.load(from), () => record(7)));
    expect(run(3)).toEqual([7, 7, 7]);
    expect(run(0)).toEqual([]);
    expect(run(-1)).toEqual([]);
  });

  it('nests', () => {
    const run = recorded((f, record) => {
      f.range(1, 4, 1, (i) => f.range(1, i, 1, (j) => f.if(i32.ne(i, 2), () => record(i32.add(i32.mul(i, 10), j)))));
    });
    expect(run()).toEqual([31, 32]);
  });
});

describe('calls', () => {
  it('take arguments of every type, numbers as integers, and expressions are evaluated for their effect', () => {
    const module = createModule({ shared: false, simd: narrow });
    const parts: Func = module.func(undefined, { at: 'i32', i: 'i32', x: 'f32', v: 'v128' }, (f, { at, i, x, v }) => {
      f.store(at, i);
      f.store(at, x, 4);
      f.store(at, v, 16);
    });
    expect(parts.parameters).toEqual(['i32', 'i32', 'f32', 'v128']);
    module.func('run', { to: 'i32' }, (f, { to }) => {
      f.call(parts, to, 5, f32.const(0.5), i32x4.const(1, 2, 3, 4));
      f.drop(i32.load(to));
      f.emit(0x01); // nop
    });
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
    (exports.run as (to: number) => void)(64);
    expect([...new Int32Array(memory.buffer, 64, 8)]).toEqual([5, 0x3f000000, 0, 0, 1, 2, 3, 4]);
  });

  it('an expression that is dropped traps where it would', () => {
    const run = compiled((f, from) => f.drop(i32.divS(1, i32.load(from))));
    expect(() => run(Int32Array.of(0))).toThrow(WebAssembly.RuntimeError);
    expect(firstInt(run(Int32Array.of(1)))).toBe(0);
  });
});

it('where V8 joins vectors, a turn of a loop clears those that it makes, once, and no others', () => {
  const written = (joins: boolean) => {
    const f = body(['i32'], { joins });
    const before = f.local('v128');
    let inLoop: Local<'v128'> | undefined;
    let inInner: Local<'v128'> | undefined;
    const one = f32x4.splat(1);
    f.times(2, () => {
      inLoop = f.local('v128');
      f.set(inLoop, one);
      f.set(before, inLoop);
      f.times(2, () => {
        inInner = f.local('v128');
        f.set(inInner, one);
      });
    });
    const sets = (local: Local): number =>
      f.code.filter((code, at) => code === 0x21 && f.code[at + 1] === local.index).length;
    return [before, inLoop!, inInner!].map(sets);
  };
  expect(written(false)).toEqual([1, 1, 1]);
  expect(written(true)).toEqual([1, 2, 2]);
});

it('a product and a sum are one instruction where the machine has it, else two', () => {
  const [a, b, c] = [1, 2, 3].map(f32x4.splat) as [V128, V128, V128];
  expect(body([]).multiplyAdd(a, b, c)).toEqual(f32x4.add(f32x4.mul(a, b), c));
  expect(body([], { relaxed: true }).multiplyAdd(a, b, c)).toEqual(f32x4.relaxedMadd(a, b, c));
});
