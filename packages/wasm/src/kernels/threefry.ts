// internal: uniform numbers of the counter-based generator Threefry2x32-20
import type { V128 } from '../assembler/expression.ts';
import type { Body } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { f32x4, i32x4, v128 } from '../assembler/vectors.ts';
import { integers, keep, type Vector } from './elementwise.ts';

const { add, shl, shrU, splat } = i32x4;

/** How many numbers are made at once: the two words of four counters. */
export const numbersAtOnce = 8;

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

const turn = (x: Vector, by: number): V128 => v128.or(shl(x, by), shrU(x, 32 - by));

/**
 * Four counters (a, b) become random words, in place. A round is a += b; b = (b <<< r) ^ a; before the first and after every
 * fourth, key words are added, and how often that was done.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */
const encrypt = (f: Body, a: Vector, b: Vector, key: readonly [Vector, Vector, Vector]): void => {
  const inject = (times: number): void => {
    f.set(a, add(a, key[times % 3]!));
    f.set(b, add(b, add(key[(times + 1) % 3]!, splat(times))));
  };
  inject(0);
  for (let times = 1; times <= 5; times++) {
    for (const by of rotations[(times - 1) % 2]!) {
      f.set(a, add(a, b));
      f.set(b, v128.xor(turn(b, by), a));
    }
    inject(times);
  }
};

/**
 * `run(y, size, key0, key1, draw, begin, end, scratch)`: of the `size` numbers of y the groups [begin, end) of eight. Group i
 * is made of the counters (4i .. 4i + 3, draw), whose words lie side by side; a number is the upper 24 bits · 2^-24.
 */
export const emitUniform = (m: ModuleBuilder): void => {
  m.func('run', integers('y', 'size', 'key0', 'key1', 'draw', 'begin', 'end', 'scratch'), (f, args) => {
    const { y, size, begin, end, scratch } = args;
    const [key0, key1] = [keep(f, splat(args.key0)), keep(f, splat(args.key1))];
    const parity = keep(f, v128.xor(v128.xor(key0, key1), splat(0x1bd11bda)));
    const unit = keep(f, f32x4.splat(2 ** -24));
    const uniform = (words: V128): V128 => f32x4.mul(f32x4.convertS(shrU(words, 8)), unit);
    const [a, b] = [f.local('v128'), f.local('v128')];
    f.range(begin, end, 1, (group) => {
      f.set(a, add(splat(i32.shl(group, 2)), i32x4.const(0, 1, 2, 3)));
      f.set(b, splat(args.draw));
      encrypt(f, a, b, [key0, key1, parity]);
      const before = f.let(i32.shl(group, 3));
      const left = f.let(i32.sub(size, before));
      const at = f.let(i32.add(y, i32.shl(before, 2)));
      const write = (address: typeof at): void => {
        f.store(address, uniform(v128.shuffle(a, b, 0, 4, 1, 5)));
        f.store(address, uniform(v128.shuffle(a, b, 2, 6, 3, 7)), 16);
      };
      f.if(
        i32.geS(left, numbersAtOnce),
        () => write(at),
        () => {
          write(scratch);
          f.copy(at, scratch, i32.shl(left, 2));
        },
      );
    });
  });
};
