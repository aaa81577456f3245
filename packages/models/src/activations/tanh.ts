// internal: reached by its name

import { type Tensor, tanh as tangent } from '@tensorflow/tfjs-core';

/** y = (exp(x) - exp(-x)) / (exp(x) + exp(-x)). https://keras.io/api/layers/activations/#tanh-function */
export const tanh = (x: Tensor): Tensor => tangent(x);
