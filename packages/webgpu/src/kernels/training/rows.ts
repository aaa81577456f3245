// internal: what the threads that share a row do together
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { threads } from '../adapter/several.ts';

/** WGSL: the sum, or the greatest, of the numbers of all threads of a row. Every one of them must call it. */
export const reductions = `
  var<workgroup> shared_ : array<f32, ${threads}>;

  fn sumOfRow(own : f32, thread : i32) -> f32 {
    shared_[thread] = own;
    workgroupBarrier();
    for (var half = ${threads / 2}; half > 0; half /= 2) {
      if (thread < half) { shared_[thread] += shared_[thread + half]; }
      workgroupBarrier();
    }
    let sum = shared_[0];
    workgroupBarrier();
    return sum;
  }

  fn greatestOfRow(own : f32, thread : i32) -> f32 {
    shared_[thread] = own;
    workgroupBarrier();
    for (var half = ${threads / 2}; half > 0; half /= 2) {
      if (thread < half) { shared_[thread] = max(shared_[thread], shared_[thread + half]); }
      workgroupBarrier();
    }
    let greatest = shared_[0];
    workgroupBarrier();
    return greatest;
  }`;

/** How many rows, and how long each is. */
export interface Rows {
  readonly rows: number;
  readonly classes: number;
}

export const rowsOf = ({ shape }: TensorInfo): Rows => ({
  rows: util.sizeFromShape(shape.slice(0, -1)),
  classes: shape.at(-1) ?? 0,
});
