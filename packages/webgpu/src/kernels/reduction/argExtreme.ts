// internal: ArgMax and ArgMin on webgpu
import { attributesAs } from '@kindling/core';
import { ArgMax, type ArgMaxAttrs, ArgMin, util } from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';
import { threads } from '../adapter/several.ts';
import { order } from './order.ts';

/** The order of a number at a place of its row, the greater the better: NaN is only at the first place. */
const orders: Readonly<Record<'f32' | 'i32', (sign: string) => string>> = {
  i32: (sign) => `return ${sign}x[at];`,
  f32: (sign) => `let order = orderOf(x[at]);
    if (order == none) { return select(least, none, i == 0); }
    return ${sign}order;`,
};

const pairs = (name: string, element: 'f32' | 'i32'): string => `
  ${order}

  fn orderAt(at : i32, i : i32) -> i32 {
    ${orders[element](name === ArgMin ? '~' : '')}
  }

  /** The best of a row's numbers from a place on, in steps. */
  fn bestOf(row : i32, start : i32, step : i32) -> vec2<i32> {
    var own = vec2<i32>(least, none);
    let first = (row / uniforms.inner) * uniforms.length * uniforms.inner + row % uniforms.inner;
    for (var i = start; i < uniforms.length; i += step) {
      own = better(own, vec2<i32>(orderAt(first + i * uniforms.inner, i), i));
    }
    return own;
  }`;

const alone = 'fn valueAt(index : i32) -> i32 { return bestOf(index, 0, 1).y; }';

const together = `
  var<workgroup> best : array<vec2<i32>, ${threads}>;

  fn writeRow(row : i32, thread : i32) {
    var own = bestOf(row, thread, ${threads});
    best[thread] = own;
    workgroupBarrier();
    for (var half = ${threads / 2}; half > 0; half /= 2) {
      if (thread < half) {
        own = better(own, best[thread + half]);
        best[thread] = own;
      }
      workgroupBarrier();
    }
    if (thread == 0 && row < uniforms.rows) { result[row] = own.y; }
  }`;

/**
 * The first place of the greatest number, or of the least, as on cpu: NaN is passed over but at place 0. Of equal
 * numbers among 32 and more tfjs's own takes any, NaN and infinities confuse it, and for a list it gives a list.
 */
const argExtreme = (name: string): Replacement => ({
  name,
  compute({ x }, params, gpu) {
    const { shape } = x!;
    const [axis] = util.parseAxisParam(attributesAs<ArgMaxAttrs>(params).axis, shape) as [number];
    const length = shape[axis]!;
    const output = shape.toSpliced(axis, 1);
    const rows = util.sizeFromShape(output);
    if (length === 0 && rows > 0) throw new RangeError(`${name}: axis ${axis} of [${shape}] has no numbers`);
    const isLong = length >= threads;
    return gpu.run({
      name: `${name} ${isLong ? 'together' : 'alone'}`,
      output: { shape: output, dtype: 'int32' },
      inputs: { x: x! },
      uniforms: { length, inner: util.sizeFromShape(shape.slice(axis + 1)) },
      ...(isLong && { rows }),
      code: pairs(name, gpu.isInteger(x!) ? 'i32' : 'f32') + (isLong ? together : alone),
    });
  },
});

export const argExtremes: readonly Replacement[] = [ArgMax, ArgMin].map(argExtreme);
