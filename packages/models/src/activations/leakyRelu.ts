// internal: reached by its name

import { leakyRelu as rectify, type Tensor } from '@tensorflow/tfjs-core';

/**
 * y = x where x > 0, else 0.2 x; the layer's slope is 0.3. https://keras.io/api/layers/activations/#leaky_relu-function
 */
export const leakyRelu = (x: Tensor): Tensor => rectify(x, 0.2);
