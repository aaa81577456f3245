// internal: tfjs's greatest number of each window, and its gradient
import { MaxPool, MaxPoolGrad } from '@tensorflow/tfjs-core';
import {
  emitMaxPool,
  emitMaxPoolGradient,
  emitMaxPoolOfNaN,
  emitMaxPoolOfNaNGradient,
} from '../../kernels/pooling/maxPool.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { pool, poolGradient } from './pool.ts';

/** One for tfjs's calls, and one for those of `maxPooling` of core, by an attribute of its own. */
const both = (ofNumbers: Replacement, ofNaN: Replacement): Replacement => ({
  name: ofNumbers.name,
  compute: (inputs, attributes, device) =>
    (attributes.keepsNaN === true ? ofNaN : ofNumbers).compute(inputs, attributes, device),
});

export const maxPool: readonly Replacement[] = [
  both(pool(MaxPool, emitMaxPool), pool(MaxPool, emitMaxPoolOfNaN, 'MaxPool of NaN')),
  both(
    poolGradient(MaxPoolGrad, emitMaxPoolGradient, true),
    poolGradient(MaxPoolGrad, emitMaxPoolOfNaNGradient, true, 'MaxPoolGrad of NaN'),
  ),
];
