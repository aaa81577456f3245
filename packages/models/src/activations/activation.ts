import type { Tensor } from '@tensorflow/tfjs-core';

/** The activations that may be given by name, with the aliases of those that people type. */
export type ActivationName = 'linear' | 'relu' | 'leakyRelu' | 'leaky_relu' | 'sigmoid' | 'tanh' | 'softmax';

/** An activation: a name, or a function that keeps the shape. A function cannot be saved as JSON. */
export type Activation = ActivationName | ((x: Tensor) => Tensor);
