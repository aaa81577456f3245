import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  type Layer,
  leakyRelu,
  type Model,
  sequential,
} from '@kindling/models';

/** A convolution of 3 by 3, normalized, with a leaky rectifier. */
const block = (filters: number, strides: number): readonly Layer[] => [
  conv2d({ filters, kernelSize: 3, strides, padding: 'same' }),
  batchNormalization(),
  leakyRelu(),
];

/**
 * The book's convolutional network: four convolutions, of which each second one halves the picture, a dense layer, and
 * a softmax over the classes.
 */
export const cnn = (shape: readonly number[], classes: number): Model =>
  sequential([
    input({ shape }),
    ...block(32, 1),
    ...block(32, 2),
    ...block(64, 1),
    ...block(64, 2),
    flatten(),
    dense({ units: 128 }),
    batchNormalization(),
    leakyRelu(),
    dropout({ rate: 0.5 }),
    dense({ units: classes, activation: 'softmax' }),
  ]);
