// internal: the greatest number of each window, and its gradient
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { inStrips, perRegister } from '../shared/strips.ts';
import { eachTap, eachWindow, eachWindowOnto, overInput, windowParameters, windowsOf } from '../shared/windowLoops.ts';

const maxPool =
  (keepsNaN: boolean) =>
  (m: ModuleBuilder): void => {
    const run = { ...integers('x', 'y'), ...windowParameters, ...integers('begin', 'end', 'scratch') };
    m.func('run', run, (f, { x, y, begin, end, ...parameters }) => {
      const w = windowsOf(f, parameters);
      eachWindow(f, w, begin, end, (taps, output) => {
        const holdsAny = f.let(i32.and(i32.gtS(taps.rows, 0), i32.gtS(taps.columns, 0)));
        inStrips(f, w.pitch, (strip, before) => {
          const greatest = f.several('v128', strip.registers);
          const onlyNaN = f.several('v128', keepsNaN ? 0 : strip.registers);
          for (const each of greatest) f.set(each, f32x4.splat(-Infinity));
          for (const each of onlyNaN) f.set(each, i32x4.splat(i32.sub(0, holdsAny)));
          const value = f.local('v128');
          const from = i32.add(i32.add(x, taps.input), before);
          eachTap(f, taps, [overInput(w, from)], (at) =>
            perRegister(strip, (k) => {
              f.set(value, strip.load(at!, k));
              if (keepsNaN) f.set(greatest[k]!, f32x4.max(greatest[k]!, value));
              else {
                f.set(onlyNaN[k]!, v128.and(onlyNaN[k]!, f32x4.ne(value, value)));
                f.set(greatest[k]!, f32x4.pmax(greatest[k]!, value));
              }
            }),
          );
          const to = f.let(i32.add(i32.add(y, output), before));
          perRegister(strip, (k) => strip.store(to, keepsNaN ? greatest[k]! : v128.or(greatest[k]!, onlyNaN[k]!), k));
        });
      });
    });
  };

/**
 * y = max over the window of x, where NaN counts as nothing unless there is nothing else, as tfjs has it.
 *
 * `run(x, y, ...windows, begin, end, scratch)`: rows of y.
 */
export const emitMaxPool = maxPool(false);

/** The same, where NaN makes its window NaN, as IEEE 754-2019 has `maximum`. */
export const emitMaxPoolOfNaN = maxPool(true);

const maxPoolGradient =
  (keepsNaN: boolean) =>
  (m: ModuleBuilder): void => {
    const run = { ...integers('x', 'dy', 'dx'), ...windowParameters, ...integers('begin', 'end', 'scratch') };
    m.func('run', run, (f, { x, dy, dx, begin, end, ...parameters }) => {
      const w = windowsOf(f, parameters);
      eachWindowOnto(f, w, dx, begin, end, (mine, whole, output) => {
        inStrips(f, w.pitch, (strip, before) => {
          const greatest = f.several('v128', strip.registers);
          const place = f.several('v128', strip.registers);
          const [value, here] = [f.local('v128'), f.local('v128')];
          const target = f.let(i32.add(dx, before));
          const first = f.let(i32.add(target, whole.input));
          for (const each of greatest) f.set(each, f32x4.splat(-Infinity));
          for (const each of place) f.set(each, i32x4.splat(first));
          const from = i32.add(i32.add(x, before), whole.input);
          eachTap(f, whole, [overInput(w, from), overInput(w, first)], (at, to) => {
            f.set(here, i32x4.splat(to!));
            perRegister(strip, (k) => {
              f.set(value, strip.load(at!, k));
              // The first NaN of a window is taken once and for all: no number is greater.
              const isGreater = f32x4.lt(greatest[k]!, value);
              const isFirstNaN = v128.and(f32x4.ne(value, value), f32x4.eq(greatest[k]!, greatest[k]!));
              const isTaken = keepsNaN ? v128.or(isGreater, isFirstNaN) : isGreater;
              f.set(place[k]!, v128.bitselect(here, place[k]!, isTaken));
              f.set(greatest[k]!, (keepsNaN ? f32x4.max : f32x4.pmax)(greatest[k]!, value));
            });
          });
          const gradient = greatest;
          const of = f.let(i32.add(i32.add(dy, output), before));
          perRegister(strip, (k) => f.set(gradient[k]!, strip.load(of, k)));
          eachTap(f, mine, [overInput(w, i32.add(target, mine.input))], (to) => {
            f.set(here, i32x4.splat(to!));
            perRegister(strip, (k) => {
              const share = v128.and(gradient[k]!, i32x4.eq(place[k]!, here));
              strip.store(to!, f32x4.add(strip.load(to!, k), share), k);
            });
          });
        });
      });
    });
  };

/**
 * dx = Σ over the windows whose first greatest number is x, of dy.
 *
 * `run(x, dy, dx, ...windows, begin, end, scratch)`: rows of dx. A window's greatest is known by where it goes in dx.
 */
export const emitMaxPoolGradient = maxPoolGradient(false);

/** The same of `emitMaxPoolOfNaN`: a window with NaN sends all to its first NaN. */
export const emitMaxPoolOfNaNGradient = maxPoolGradient(true);
