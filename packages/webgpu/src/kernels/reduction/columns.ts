// internal: sums over the first axes, which tfjs's kernel would transpose before
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import type { Gpu } from '../adapter/gpu.ts';

/** So many rows are summed up by one thread; more are cut in as many chunks as each has rows. */
const mostRows = 64;

const code = `fn valueAt(index : i32) -> f32 {
  let column = index % uniforms.columns;
  let first = index / uniforms.columns * uniforms.chunk;
  let end = min(first + uniforms.chunk, uniforms.rows);
  var total = 0.0;
  for (var row = first; row < end; row++) { total += x[row * uniforms.columns + column]; }
  return total * uniforms.scale;
}`;

/**
 * Sums of x, [rows, columns] of float32, over its rows, times `scale`. Each thread has a column, so that what threads
 * read side by side lies side by side.
 */
export const columnSums = (x: TensorInfo, columns: number, scale: number, gpu: Gpu): TensorInfo => {
  const rows = util.sizeFromShape(x.shape) / columns;
  const chunk = rows <= mostRows ? rows : Math.ceil(Math.sqrt(rows));
  const chunks = Math.ceil(rows / chunk);
  const isLast = chunks === 1;
  const sums = gpu.run({
    name: 'columnSums',
    output: { shape: isLast ? [columns] : [chunks, columns], dtype: 'float32' },
    inputs: { x },
    uniforms: { rows, columns, chunk },
    floats: { scale: isLast ? scale : 1 },
    code,
  });
  if (isLast) return sums;
  const total = columnSums(sums, columns, scale, gpu);
  gpu.release(sums);
  return total;
};
