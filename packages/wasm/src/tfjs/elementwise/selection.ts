// internal: numbers of one tensor or of another
import { sizeOf } from '@kindling/core';
import { Select, type TensorInfo } from '@tensorflow/tfjs-core';
import { bool, type Operation } from '../../kernels/elementwise/elementwise.ts';
import { emitSelectRows } from '../../kernels/elementwise/selectRows.ts';
import { choose } from '../../kernels/elementwise/unary.ts';
import { sameShape } from '../adapter/broadcast.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';
import { formats, launch, type Of } from './each.ts';

/** One truth value for each row. */
const rows = (device: Device, condition: TensorInfo, t: TensorInfo, e: TensorInfo): TensorInfo => {
  const { runtime, address } = device;
  const y = device.output(t.shape, t.dtype);
  const bytes = formats[t.dtype as Of].bytes * sizeOf(t.shape.slice(1));
  const kernel = runtime.kernel(`${Select} rows`, emitSelectRows);
  const count = t.shape[0]!;
  runtime.launch(kernel, [...[condition, t, e, y].map(address), bytes], {
    count,
    work: count * (20 + bytes / 20),
    flops: 0,
  });
  return y;
};

const selection = (of: Of): Replacement => {
  const operation: Operation = { inputs: [bool, formats[of], formats[of]], output: formats[of], formula: choose };
  return {
    name: Select,
    compute: (inputs, _attributes, device) => {
      const [condition, t, e] = [inputs.condition!, inputs.t!, inputs.e!];
      if (condition.dtype !== 'bool' || t.dtype !== of || e.dtype !== of || !sameShape(e.shape, t.shape))
        return undefined;
      if (sameShape(condition.shape, t.shape))
        return launch(device, `${Select} ${of}`, operation, of, [condition, t, e]);
      if (sameShape(condition.shape, t.shape.slice(0, 1))) return rows(device, condition, t, e);
      if (sizeOf(t.shape) === 0) return device.output(t.shape, of);
      // `where` gives such a condition where a shape has a 0 in it: stock reads beyond its end.
      throw new Error(
        `Select: on the wasm backend condition must be of the shape [${t.shape}], got [${condition.shape}]`,
      );
    },
  };
};

export const selections: readonly Replacement[] = (['float32', 'int32', 'bool'] as const).map(selection);
