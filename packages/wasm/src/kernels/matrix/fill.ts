// internal: memory of one number, and rows of one among others
import type { I32 } from '../../assembler/expression.ts';
import { type Body, integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { i32x4 } from '../../assembler/vectors.ts';
import { keep, type Vector } from '../elementwise/elementwise.ts';
import { inStrips, type NumberBytes, perRegister } from '../shared/strips.ts';

/** `run(y, begin, end, scratch)`: zeros in the bytes [begin, end) of y. */
export const emitClear = (m: ModuleBuilder): void => {
  m.func('run', integers('y', 'begin', 'end', 'scratch'), (f, { y, begin, end }) => {
    f.clear(i32.add(y, begin), i32.sub(end, begin));
  });
};

/** The bits of a number, as often as a vector holds them. */
export const inAllLanes = (f: Body, bits: I32, numberBytes: NumberBytes): Vector =>
  keep(f, i32x4.splat(numberBytes === 1 ? i32.mul(bits, 0x01010101) : bits));

/** So many bytes from an address on. */
export const fillBytes = (f: Body, to: I32, bytes: I32, value: Vector, numberBytes: NumberBytes): void =>
  inStrips(
    f,
    bytes,
    (strip, before) => {
      const goal = f.let(i32.add(to, before));
      perRegister(strip, (k) => strip.store(goal, value, k));
    },
    numberBytes,
  );

/** `run(y, bits, begin, end, scratch)`: the number with these bits, at places [begin, end) of y. */
export const emitFill =
  (numberBytes: NumberBytes) =>
  (m: ModuleBuilder): void => {
    m.func('run', integers('y', 'bits', 'begin', 'end', 'scratch'), (f, { y, bits, begin, end }) => {
      const bytes = f.let(i32.mul(i32.sub(end, begin), numberBytes));
      fillBytes(f, i32.add(y, i32.mul(begin, numberBytes)), bytes, inAllLanes(f, bits, numberBytes), numberBytes);
    });
  };

/**
 * `run(indices, y, depth, on, off, begin, end, scratch)`: rows [begin, end) of y, of `depth` numbers. The one at the
 * index of its row has the bits `on`, all others have those of `off`.
 */
export const emitOneHot =
  (numberBytes: NumberBytes) =>
  (m: ModuleBuilder): void => {
    const run = integers('indices', 'y', 'depth', 'on', 'off', 'begin', 'end', 'scratch');
    m.func('run', run, (f, { indices, y, depth, on, off, begin, end }) => {
      const row = f.let(i32.mul(depth, numberBytes));
      f.add(y, i32.mul(begin, row));
      f.add(indices, i32.shl(begin, 2));
      const bytes = f.let(i32.mul(i32.sub(end, begin), row));
      fillBytes(f, y, bytes, inAllLanes(f, off, numberBytes), numberBytes);
      f.times(i32.sub(end, begin), () => {
        const index = f.let(i32.load(indices));
        f.if(i32.ltU(index, depth), () => {
          const at = i32.add(y, i32.mul(index, numberBytes));
          if (numberBytes === 1) f.store8(at, on);
          else f.store(at, on);
        });
        f.add(indices, 4);
        f.add(y, row);
      });
    });
  };
