// internal: the moving averages of batch normalization
import { MovingAverage, sizeOf } from '@kindling/core';
import { emitElementwise, float32, type Operation } from '../../kernels/elementwise/elementwise.ts';
import { flopsOf } from '../../kernels/elementwise/flops.ts';
import { movingAverage as formula } from '../../kernels/training/movingAverage.ts';
import { bitsOf } from '../adapter/bits.ts';
import { sameShape } from '../adapter/broadcast.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';

const operation: Operation = { inputs: [float32, float32], output: float32, parameters: 2, formula };

export const movingAverage: readonly Replacement[] = [
  {
    name: MovingAverage,
    compute: (inputs, attributes, { runtime, address, output }) => {
      const [moving, now] = [inputs.moving!, inputs.now!];
      if (!isFloat(moving, now)) return undefined;
      if (!sameShape(moving.shape, now.shape)) {
        throw new RangeError(`${MovingAverage}: an average of [${moving.shape}] cannot follow [${now.shape}]`);
      }
      const next = output(moving.shape, 'float32');
      const momentum = attributes.momentum as number;
      const args = [address(moving), address(now), address(next), bitsOf(momentum), bitsOf(1 - momentum)];
      const kernel = runtime.kernel(MovingAverage, (m) => emitElementwise(m, operation, ['each', 'each']));
      const count = sizeOf(next.shape);
      runtime.launch(kernel, args, { count, grain: 64, work: 0.25 * count, flops: flopsOf(formula) * count });
      return next;
    },
  },
];
