// internal: reached by its name

import { softmax as normalize, type Tensor } from '@tensorflow/tfjs-core';

/** y_i = exp(x_i) / Σ_j exp(x_j) over the last axis. https://keras.io/api/layers/activations/#softmax-function */
export const softmax = (x: Tensor): Tensor => normalize(x);
