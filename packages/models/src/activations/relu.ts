// internal: reached by its name

import { relu as rectify, type Tensor } from '@tensorflow/tfjs-core';

/** y = max(x, 0). https://keras.io/api/layers/activations/#relu-function */
export const relu = (x: Tensor): Tensor => rectify(x);
