// internal: convolution of each channel with a filter of its own, and its gradients
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { inStrips, perRegister } from '../shared/strips.ts';
import { type Epilogue, multiplyAdd } from '../shared/tile.ts';
import {
  eachTap,
  eachWindow,
  eachWindowOnto,
  overFilter,
  overInput,
  windowParameters,
  windowsOf,
} from '../shared/windowLoops.ts';

const part = integers('begin', 'end', 'scratch');

/**
 * y = activation(Σ over the taps of x · w + bias).
 *
 * `run(x, filter, bias, y, ...windows, begin, end, scratch)`: rows of y.
 */
export const emitDepthwise =
  ({ bias: hasBias, activation = (x) => x }: Epilogue) =>
  (m: ModuleBuilder): void => {
    const run = { ...integers('x', 'filter', 'bias', 'y'), ...windowParameters, ...part };
    m.func('run', run, (f, { x, filter, bias, y, begin, end, ...parameters }) => {
      const w = windowsOf(f, parameters);
      eachWindow(f, w, begin, end, (taps, output) => {
        inStrips(f, w.pitch, (strip, before) => {
          const sum = f.several('v128', strip.registers);
          for (const each of sum) f.set(each, v128.zero());
          const walks = [
            overInput(w, i32.add(i32.add(x, taps.input), before)),
            overFilter(w, i32.add(i32.add(filter, taps.filter), before)),
          ];
          eachTap(f, taps, walks, (at, weight) =>
            perRegister(strip, (k) =>
              f.set(sum[k]!, multiplyAdd(m, strip.load(at!, k), strip.load(weight!, k), sum[k]!)),
            ),
          );
          const offset = f.let(i32.add(bias, before));
          const to = f.let(i32.add(i32.add(y, output), before));
          perRegister(strip, (k) => {
            const linear = hasBias ? f32x4.add(sum[k]!, strip.load(offset, k)) : sum[k]!;
            strip.store(to, activation(linear), k);
          });
        });
      });
    });
  };

/**
 * dx = Σ over the windows that hold x, of dy · w.
 *
 * `run(dy, filter, dx, ...windows, begin, end, scratch)`: rows of dx.
 */
export const emitDepthwiseInputGradient = (m: ModuleBuilder): void => {
  const run = { ...integers('dy', 'filter', 'dx'), ...windowParameters, ...part };
  m.func('run', run, (f, { dy, filter, dx, begin, end, ...parameters }) => {
    const w = windowsOf(f, parameters);
    eachWindowOnto(f, w, dx, begin, end, (mine, _whole, output) => {
      inStrips(f, w.pitch, (strip, before) => {
        const gradient = f.several('v128', strip.registers);
        const of = f.let(i32.add(i32.add(dy, output), before));
        perRegister(strip, (k) => f.set(gradient[k]!, strip.load(of, k)));
        const walks = [
          overInput(w, i32.add(i32.add(dx, mine.input), before)),
          overFilter(w, i32.add(i32.add(filter, mine.filter), before)),
        ];
        eachTap(f, mine, walks, (to, weight) =>
          perRegister(strip, (k) =>
            strip.store(to!, multiplyAdd(m, gradient[k]!, strip.load(weight!, k), strip.load(to!, k)), k),
          ),
        );
      });
    });
  });
};

/**
 * dw = Σ over the windows of dy · x, in chunks of `rowsInChunk` rows of dy, each chunk's sum in a filter of its own.
 * `emitSumOfChunks` sums them up.
 *
 * `run(x, dy, chunks, rows, rowsInChunk, ...windows, begin, end, scratch)`: chunks.
 */
export const emitDepthwiseFilterGradient = (m: ModuleBuilder): void => {
  const run = { ...integers('x', 'dy', 'chunks', 'rows', 'rowsInChunk'), ...windowParameters, ...part };
  m.func('run', run, (f, { x, dy, chunks, rows, rowsInChunk, begin, end, ...parameters }) => {
    const w = windowsOf(f, parameters);
    const bytes = f.let(i32.mul(w.filterHeight, w.filterRow));
    f.range(begin, end, 1, (chunk) => {
      const sums = f.let(i32.add(chunks, i32.mul(chunk, bytes)));
      f.clear(sums, bytes);
      const first = f.let(i32.mul(chunk, rowsInChunk));
      const last = f.let(i32.add(first, rowsInChunk));
      eachWindow(f, w, first, i32.min(last, rows), (taps, output) => {
        inStrips(f, w.pitch, (strip, before) => {
          const gradient = f.several('v128', strip.registers);
          const of = f.let(i32.add(i32.add(dy, output), before));
          perRegister(strip, (k) => f.set(gradient[k]!, strip.load(of, k)));
          const walks = [
            overInput(w, i32.add(i32.add(x, taps.input), before)),
            overFilter(w, i32.add(i32.add(sums, taps.filter), before)),
          ];
          eachTap(f, taps, walks, (at, to) =>
            perRegister(strip, (k) =>
              strip.store(to!, multiplyAdd(m, strip.load(at!, k), gradient[k]!, strip.load(to!, k)), k),
            ),
          );
        });
      });
    });
  });
};
