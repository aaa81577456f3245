// internal: the gradient of relu and leakyRelu
import { ReluGrad, sizeOf } from '@kindling/core';
import { emitElementwise, float32, type Operation } from '../../kernels/elementwise/elementwise.ts';
import { flopsOf } from '../../kernels/elementwise/flops.ts';
import { reluGrad as formula } from '../../kernels/elementwise/reluGrad.ts';
import { bitsOf } from '../adapter/bits.ts';
import { sameShape } from '../adapter/broadcast.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';

const operation: Operation = { inputs: [float32, float32], output: float32, parameters: 1, formula };

export const reluGrad: readonly Replacement[] = [
  {
    name: ReluGrad,
    compute: (inputs, { alpha }, { runtime, address, output }) => {
      const [dy, x] = [inputs.dy!, inputs.x!];
      if (!isFloat(dy, x)) return undefined;
      if (!sameShape(dy.shape, x.shape)) {
        throw new RangeError(`${ReluGrad}: dy must have the shape of x, [${x.shape}], got [${dy.shape}]`);
      }
      const dx = output(x.shape, 'float32');
      const count = sizeOf(x.shape);
      const kernel = runtime.kernel(ReluGrad, (m) => emitElementwise(m, operation, ['each', 'each']));
      const args = [address(dy), address(x), address(dx), bitsOf(alpha as number)];
      runtime.launch(kernel, args, { count, grain: 64, work: 0.25 * count, flops: flopsOf(formula) * count });
      return dx;
    },
  },
];
