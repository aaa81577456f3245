import { finiteNumber, nonZeroNumber, readOptions, withDefault } from '@kindling/core';
import { add, cast, div, type Rank, scalar, Tensor, tidy } from '@tensorflow/tfjs-core';
import { type HostArray, hostArray } from '../host/hostArray.ts';
import { requireNumeric } from '../host/requireNumeric.ts';
import type { TypedArray } from '../host/typedArray.ts';

export interface NormalizeOptions {
  /** What x is divided by, other than 0. Default: 255, so that bytes come to lie from 0 to 1. */
  readonly divisor?: number | undefined;
  /** Added after the division. Default: 0. */
  readonly offset?: number | undefined;
}

const normalizeOptions = { divisor: withDefault(nonZeroNumber, 255), offset: withDefault(finiteNumber, 0) };

/**
 * y = x / divisor + offset, as float32; by default x / 255, which takes bytes to 0..1.
 *
 * It divides: x · (1 / 255) is another number for 126 of the 256 bytes. Host arrays and tensors give the same bits,
 * on backends that divide exactly (cpu and wasm do).
 *
 * @param x a tensor, which is left alone, or a host array; any shape
 * @throws TypeError for anything else, RangeError when the divisor is 0 or either number is not finite, in float32 too
 * @example
 * ```ts
 * import { hostArray, normalize } from '@kindling/data';
 *
 * const bytes = hostArray(new Uint8Array([0, 51, 255]), [3]);
 * normalize(bytes); // 0..1
 * normalize(bytes, { divisor: 127.5, offset: -1 }); // -1..1
 * ```
 */
export function normalize<R extends Rank>(x: Tensor<R>, options?: NormalizeOptions): Tensor<R>;
export function normalize<S extends readonly number[]>(
  x: HostArray<TypedArray, S>,
  options?: NormalizeOptions,
): HostArray<Float32Array, S>;
export function normalize(x: Tensor | HostArray, options?: NormalizeOptions): Tensor | HostArray<Float32Array> {
  const { divisor, offset } = readOptions('normalize', normalizeOptions, options);
  requireNumeric('normalize', x);
  if (x instanceof Tensor) {
    return tidy(() => {
      const scaled = div<Tensor>(cast(x, 'float32'), scalar(divisor));
      return offset === 0 ? scaled : add(scaled, scalar(offset));
    });
  }
  // Stored as float32 between the two steps, as on a device.
  const values = new Float32Array(x.data);
  const [by, shift] = [Math.fround(divisor), Math.fround(offset)];
  for (let i = 0; i < values.length; i++) values[i] = values[i]! / by;
  if (shift !== 0) for (let i = 0; i < values.length; i++) values[i] = values[i]! + shift;
  return hostArray(values, x.shape);
}
