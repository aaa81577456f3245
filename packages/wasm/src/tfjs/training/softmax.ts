// internal: the softmax of rows, and its logarithm
import { type Attributes, attributesAs, sizeOf } from '@kindling/core';
import { LogSoftmax, type LogSoftmaxAttrs, Softmax, type SoftmaxAttrs } from '@tensorflow/tfjs-core';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { expOfNegative } from '../../kernels/elementwise/exponential.ts';
import { flopsOf } from '../../kernels/elementwise/flops.ts';
import { log } from '../../kernels/elementwise/logarithm.ts';
import type { Rest } from '../../kernels/shared/row.ts';
import { emitLogSoftmax, emitSoftmax } from '../../kernels/training/softmax.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** Along the last axis. */
const overRows = (
  name: string,
  emit: (m: ModuleBuilder, rest: Rest) => void,
  axisOf: (attributes: Attributes) => number,
  flopsOfRow: { readonly each: number; readonly row: number },
): Replacement => ({
  name,
  compute: ({ logits }, attributes, { runtime, address, output }) => {
    const { dtype, shape } = logits!;
    if (dtype !== 'float32' || shape.length === 0 || axisOf(attributes) !== shape.length - 1) return undefined;
    const y = output(shape, 'float32');
    const classes = shape.at(-1)!;
    if (classes === 0) return y;
    const rest = (classes % 4) as Rest;
    const kernel = runtime.kernel(`${name} ${rest}`, (m) => emit(m, rest));
    const count = sizeOf(shape) / classes;
    const work = count * (30 + 2 * classes);
    const flops = count * (flopsOfRow.each * classes + flopsOfRow.row);
    runtime.launch(kernel, [address(logits!), address(y), 4 * classes], { count, grain: 4, work, flops });
    return y;
  },
});

export const softmax: readonly Replacement[] = [
  // - exp + ·, and 1 / Σ
  overRows(Softmax, emitSoftmax, (attributes) => attributesAs<SoftmaxAttrs>(attributes).dim, {
    each: 3 + flopsOf(expOfNegative),
    row: 1,
  }),
  // - exp +, - -, and log Σ
  overRows(LogSoftmax, emitLogSoftmax, (attributes) => attributesAs<LogSoftmaxAttrs>(attributes).axis, {
    each: 4 + flopsOf(expOfNegative),
    row: flopsOf(log),
  }),
];
