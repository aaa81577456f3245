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

const none = { window: 0, tap: 0 };
/** What goes to a tap, mostly 0, is added to it. */
const ofGradient = { window: 0, tap: 1 };

export const maxPool: readonly Replacement[] = [
  both(pool(MaxPool, emitMaxPool, none), pool(MaxPool, emitMaxPoolOfNaN, none, 'MaxPool of NaN')),
  both(
    poolGradient(MaxPoolGrad, emitMaxPoolGradient, true, ofGradient),
    poolGradient(MaxPoolGrad, emitMaxPoolOfNaNGradient, true, ofGradient, 'MaxPoolGrad of NaN'),
  ),
];
