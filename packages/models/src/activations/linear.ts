// internal: reached by its name

import type { Tensor } from '@tensorflow/tfjs-core';

/** y = x. https://keras.io/api/layers/activations/#linear-function */
export const linear = (x: Tensor): Tensor => x;
