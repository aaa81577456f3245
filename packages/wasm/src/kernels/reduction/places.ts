// internal: where the greatest or the least number of a row is
import type { I32 } from '../../assembler/expression.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';

export interface Best {
  readonly name: 'ArgMax' | 'ArgMin';
  readonly dtype: 'float32' | 'int32';
}

/**
 * `run(x, y, length, begin, end, scratch)`, by rows: the first of equals. NaN is neither above nor below another
 * number, so that it is taken where it is the first of all, and passed over elsewhere.
 */
export const emitPlaces = (m: ModuleBuilder, { name, dtype }: Best): void => {
  m.func('run', integers('x', 'y', 'length', 'begin', 'end', 'scratch'), (f, { x, y, length, begin, end }) => {
    const [floats, ints] = [f.several('f32', 2), f.several('i32', 2)];
    const [best, number] = dtype === 'float32' ? floats : ints;
    const isBetter = (): I32 => {
      if (dtype === 'float32') return (name === 'ArgMax' ? f32.gt : f32.lt)(floats[1]!, floats[0]!);
      return (name === 'ArgMax' ? i32.gtS : i32.ltS)(ints[1]!, ints[0]!);
    };
    const load = (dtype === 'float32' ? f32 : i32).load;
    const at = f.let(i32.add(x, i32.shl(i32.mul(begin, length), 2)));
    const place = f.local('i32');
    f.range(begin, end, 1, (row) => {
      f.set(best!, load(at));
      f.set(place, 0);
      f.range(0, length, 1, (i) => {
        f.set(number!, load(at));
        f.add(at, 4);
        f.if(isBetter(), () => {
          f.set(best!, number!);
          f.set(place, i);
        });
      });
      f.store(i32.add(y, i32.shl(row, 2)), place);
    });
  });
};
