// internal: the cross-entropy of a softmax, and its gradient
import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad, sizeOf } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { exp } from '../../kernels/elementwise/exponential.ts';
import { flopsOf } from '../../kernels/elementwise/flops.ts';
import { log } from '../../kernels/elementwise/logarithm.ts';
import type { Rest } from '../../kernels/shared/row.ts';
import { emitSoftmaxCrossEntropy, emitSoftmaxCrossEntropyGrad } from '../../kernels/training/softmaxCrossEntropy.ts';
import { sameShape } from '../adapter/broadcast.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';

/** Launches a kernel on the rows of `logits`. */
const overRows = (
  name: string,
  emit: (m: ModuleBuilder, rest: Rest) => void,
  { runtime, address }: Device,
  logits: TensorInfo,
  tensors: readonly TensorInfo[],
  flopsOfRow: { readonly each: number; readonly row: number },
): void => {
  const classes = logits.shape.at(-1)!;
  const rest = (classes % 4) as Rest;
  const kernel = runtime.kernel(`${name} ${rest}`, (m) => emit(m, rest));
  const rows = sizeOf(logits.shape) / classes;
  const work = rows * (40 + 5 * classes);
  const flops = rows * (flopsOfRow.each * classes + flopsOfRow.row);
  runtime.launch(kernel, [...tensors.map(address), 4 * classes], { count: rows, grain: 4, work, flops });
};

const requireShapes = (name: string, logits: TensorInfo, target: TensorInfo, dy?: TensorInfo): void => {
  const rows = logits.shape.slice(0, -1);
  if (!(logits.shape.at(-1)! > 0)) throw new RangeError(`${name}: logits must end in classes, got [${logits.shape}]`);
  if (!sameShape(logits.shape, target.shape)) {
    throw new RangeError(
      `${name}: the target must have the shape of the logits, [${logits.shape}], got [${target.shape}]`,
    );
  }
  if (dy !== undefined && !sameShape(dy.shape, rows)) {
    throw new RangeError(`${name}: dy must be of [${rows}], got [${dy.shape}]`);
  }
};

const forward: Replacement = {
  name: SoftmaxCrossEntropy,
  compute: (inputs, _attributes, device) => {
    const { logits, target } = inputs as Record<'logits' | 'target', TensorInfo>;
    if (!isFloat(logits, target)) return undefined;
    requireShapes(SoftmaxCrossEntropy, logits, target);
    const loss = device.output(logits.shape.slice(0, -1), 'float32');
    overRows(SoftmaxCrossEntropy, emitSoftmaxCrossEntropy, device, logits, [logits, target, loss], {
      // - exp +, - - · +, and log Σ
      each: 6 + flopsOf(exp),
      row: flopsOf(log),
    });
    return loss;
  },
};

const backward: Replacement = {
  name: SoftmaxCrossEntropyGrad,
  compute: (inputs, _attributes, device) => {
    const { dy, logits, target } = inputs as Record<'dy' | 'logits' | 'target', TensorInfo>;
    if (!isFloat(dy, logits, target)) return undefined;
    requireShapes(SoftmaxCrossEntropyGrad, logits, target, dy);
    const slope = device.output(logits.shape, 'float32');
    overRows(SoftmaxCrossEntropyGrad, emitSoftmaxCrossEntropyGrad, device, logits, [dy, logits, target, slope], {
      // - exp + +, / · - ·
      each: 7 + flopsOf(exp),
      row: 0,
    });
    return slope;
  },
};

export const softmaxCrossEntropy: readonly Replacement[] = [forward, backward];
