// internal: the sum of chunks that threads have made, in an order that no thread changes
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { inStrips, perRegister } from '../shared/strips.ts';

/** y[i] = Σ_c chunks[c, i], c from 0 on: `run(chunks, y, count, length, begin, end, scratch)`, numbers of y. */
export const emitSumOfChunks = (m: ModuleBuilder): void => {
  m.func('run', integers('chunks', 'y', 'count', 'length', 'begin', 'end', 'scratch'), (f, args) => {
    const { chunks, y, count, length, begin, end } = args;
    const first = f.let(i32.shl(begin, 2));
    const bytes = f.let(i32.shl(i32.sub(end, begin), 2));
    inStrips(f, bytes, (strip, before) => {
      const sum = f.several('v128', strip.registers);
      for (const each of sum) f.set(each, v128.zero());
      const at = f.let(i32.add(i32.add(chunks, first), before));
      f.times(count, () => {
        perRegister(strip, (k) => f.set(sum[k]!, f32x4.add(sum[k]!, strip.load(at, k))));
        f.add(at, i32.shl(length, 2));
      });
      const to = f.let(i32.add(i32.add(y, first), before));
      perRegister(strip, (k) => strip.store(to, sum[k]!, k));
    });
  });
};
