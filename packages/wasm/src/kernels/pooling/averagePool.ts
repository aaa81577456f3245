// internal: the mean of each window, and its gradient
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { inStrips, perRegister } from '../shared/strips.ts';
import {
  eachTap,
  eachWindow,
  eachWindowOnto,
  overInput,
  type Taps,
  windowParameters,
  windowsOf,
} from '../shared/windowLoops.ts';

/** 0 where a window lies beyond the input, whose taps are then less than none. */
const countOf = ({ rows, columns }: Taps) => {
  const none = i32.const(0);
  return f32x4.splat(f32.convertS(i32.mul(i32.max(rows, none), i32.max(columns, none))));
};

/**
 * y = 1/n Σ over the window of x, where n counts what lies in the input.
 *
 * `run(x, y, ...windows, begin, end, scratch)`: rows of y.
 */
export const emitAveragePool = (m: ModuleBuilder): void => {
  const run = { ...integers('x', 'y'), ...windowParameters, ...integers('begin', 'end', 'scratch') };
  m.func('run', run, (f, { x, y, begin, end, ...parameters }) => {
    const w = windowsOf(f, parameters);
    eachWindow(f, w, begin, end, (taps, output) => {
      inStrips(f, w.pitch, (strip, before) => {
        const sum = f.several('v128', strip.registers);
        for (const each of sum) f.set(each, v128.zero());
        const from = i32.add(i32.add(x, taps.input), before);
        eachTap(f, taps, [overInput(w, from)], (at) =>
          perRegister(strip, (k) => f.set(sum[k]!, f32x4.add(sum[k]!, strip.load(at!, k)))),
        );
        const count = f.local('v128');
        f.set(count, countOf(taps));
        const to = f.let(i32.add(i32.add(y, output), before));
        perRegister(strip, (k) => strip.store(to, f32x4.div(sum[k]!, count), k));
      });
    });
  });
};

/**
 * dx = Σ over the windows that hold x, of dy / n.
 *
 * `run(dy, dx, ...windows, begin, end, scratch)`: rows of dx.
 */
export const emitAveragePoolGradient = (m: ModuleBuilder): void => {
  const run = { ...integers('dy', 'dx'), ...windowParameters, ...integers('begin', 'end', 'scratch') };
  m.func('run', run, (f, { dy, dx, begin, end, ...parameters }) => {
    const w = windowsOf(f, parameters);
    eachWindowOnto(f, w, dx, begin, end, (mine, whole, output) => {
      inStrips(f, w.pitch, (strip, before) => {
        const share = f.several('v128', strip.registers);
        const of = f.let(i32.add(i32.add(dy, output), before));
        const count = f.local('v128');
        f.set(count, countOf(whole));
        perRegister(strip, (k) => f.set(share[k]!, f32x4.div(strip.load(of, k), count)));
        eachTap(f, mine, [overInput(w, i32.add(i32.add(dx, mine.input), before))], (to) =>
          perRegister(strip, (k) => strip.store(to!, f32x4.add(strip.load(to!, k), share[k]!), k)),
        );
      });
    });
  });
};
