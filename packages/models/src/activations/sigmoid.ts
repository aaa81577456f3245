// internal: reached by its name

import { sigmoid as logistic, type Tensor } from '@tensorflow/tfjs-core';

/** y = 1 / (1 + exp(-x)). https://keras.io/api/layers/activations/#sigmoid-function */
export const sigmoid = (x: Tensor): Tensor => logistic(x);
