// internal: uniform numbers of the counter-based generator Threefry2x32-20
import type { V128 } from '../../assembler/expression.ts';
import type { Body } from '../../assembler/func.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { keep, type Vector } from '../elementwise/elementwise.ts';

const { add, shl, shrU, splat } = i32x4;

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

const turn = (x: Vector, by: number): V128 => v128.or(shl(x, by), shrU(x, 32 - by));

/** Four counters, and then what became of them. */
interface Block {
  readonly a: Vector;
  readonly b: Vector;
}

/**
 * Counters (a, b) become random words, in place; blocks turn by turn, for each step of one waits for the one before. A
 * round is a += b; b = (b <<< r) ^ a; before the first and after every fourth, key words are added, and how often that
 * was done.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */
const encrypt = (f: Body, blocks: readonly Block[], key: readonly [Vector, Vector, Vector]): void => {
  const inject = (times: number): void => {
    for (const { a } of blocks) f.set(a, add(a, key[times % 3]!));
    for (const { b } of blocks) f.set(b, add(b, add(key[(times + 1) % 3]!, splat(times))));
  };
  inject(0);
  for (let times = 1; times <= 5; times++) {
    for (const by of rotations[(times - 1) % 2]!) {
      for (const { a, b } of blocks) f.set(a, add(a, b));
      for (const { a, b } of blocks) f.set(b, v128.xor(turn(b, by), a));
    }
    inject(times);
  }
};

/** More wait for each other less, until registers run out. */
const blocksAtOnce = 4;

/** The two words of four counters, of each block. */
export const numbersAtOnce = 8 * blocksAtOnce;

/**
 * `run(y, size, key, draw, begin, end, scratch)`: of the `size` numbers of y the groups [begin, end), each made of
 * successive counters (i, draw), whose words lie side by side; a number is the upper 24 bits · 2^-24. The two words of
 * the key are in memory.
 */
export const emitUniform = (m: ModuleBuilder): void => {
  m.func('run', integers('y', 'size', 'key', 'draw', 'begin', 'end', 'scratch'), (f, args) => {
    const { y, size, begin, end, scratch } = args;
    const [key0, key1] = [keep(f, v128.load32Splat(args.key)), keep(f, v128.load32Splat(args.key, 4))];
    const parity = keep(f, v128.xor(v128.xor(key0, key1), splat(0x1bd11bda)));
    const unit = keep(f, f32x4.splat(2 ** -24));
    const uniform = (words: V128): V128 => f32x4.mul(f32x4.convertS(shrU(words, 8)), unit);
    const blocks = Array.from({ length: blocksAtOnce }, () => ({ a: f.local('v128'), b: f.local('v128') }));
    f.range(begin, end, 1, (group) => {
      const first = f.let(i32.mul(group, 4 * blocksAtOnce));
      blocks.forEach(({ a, b }, i) => {
        f.set(a, add(splat(first), i32x4.const(4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3)));
        f.set(b, splat(args.draw));
      });
      encrypt(f, blocks, [key0, key1, parity]);
      const left = f.let(i32.sub(size, i32.shl(first, 1)));
      const at = f.let(i32.add(y, i32.shl(first, 3)));
      const write = (address: typeof at): void =>
        blocks.forEach(({ a, b }, i) => {
          f.store(address, uniform(v128.shuffle(a, b, 0, 4, 1, 5)), 32 * i);
          f.store(address, uniform(v128.shuffle(a, b, 2, 6, 3, 7)), 32 * i + 16);
        });
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
