// internal: the gradient of elu
import { EluGrad } from '@tensorflow/tfjs-core';
import { eluGrad as formula } from '../../kernels/elementwise/activations.ts';
import { float32, type Operation } from '../../kernels/elementwise/elementwise.ts';
import { sameShape } from '../adapter/broadcast.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';
import { launch } from './each.ts';

const operation: Operation = { inputs: [float32, float32], output: float32, formula };

export const eluGrad: readonly Replacement[] = [
  {
    name: EluGrad,
    compute: ({ dy, y }, _attributes, device) =>
      isFloat(dy, y) && sameShape(dy!.shape, y!.shape)
        ? launch(device, EluGrad, operation, 'float32', [dy!, y!])
        : undefined,
  },
];
