// internal: the matches that accuracies count
import { ClassMatches, requireShape } from '@kindling/core';
import type { Replacement } from '../adapter/replacement.ts';
import { threads } from '../adapter/several.ts';
import { order } from '../reduction/order.ts';
import { rowsOf } from './rows.ts';

/** The best of y is in x and y of a vector, that of the prediction in z and w, each with its place after it. */
const code = `
  ${order}

  var<workgroup> best : array<vec4<i32>, ${threads}>;

  fn writeRow(row : i32, thread : i32) {
    var own = vec4<i32>(least, none, least, none);
    for (var c = thread; c < uniforms.classes; c += ${threads}) {
      let at = row * uniforms.classes + c;
      let wanted = better(own.xy, vec2<i32>(orderOf(f32(goal[at])), c));
      let found = better(own.zw, vec2<i32>(orderOf(f32(prediction[at])), c));
      own = vec4<i32>(wanted, found);
    }
    best[thread] = own;
    workgroupBarrier();
    for (var half = ${threads / 2}; half > 0; half /= 2) {
      if (thread < half) {
        let other = best[thread + half];
        own = vec4<i32>(better(own.xy, other.xy), better(own.zw, other.zw));
        best[thread] = own;
      }
      workgroupBarrier();
    }
    if (thread == 0 && row < uniforms.rows) {
      let isKnown = own.x > 0 && own.x != none && own.z != none;
      result[row] = select(uniforms.NAN, f32(own.y == own.w), isKnown);
    }
  }`;

export const classMatches: readonly Replacement[] = [
  {
    name: ClassMatches,
    compute({ y, prediction }, _, gpu) {
      const { rows, classes } = rowsOf(y!);
      if (classes === 0) throw new RangeError(`${ClassMatches}: y must end in classes, got [${y!.shape}]`);
      requireShape(ClassMatches, { prediction: prediction! }, y!.shape);
      return gpu.run({
        name: ClassMatches,
        output: { shape: y!.shape.slice(0, -1), dtype: 'float32' },
        inputs: { goal: y!, prediction: prediction! },
        uniforms: { classes },
        rows,
        code,
      });
    },
  },
];
