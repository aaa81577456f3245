// internal: the network of the self-test, and the numbers that go into it

/** A batch of 64 pictures, one layer of 128 units with ReLU, ten classes. */
export const sizes = { batch: 64, inputs: 784, hidden: 128, classes: 10 } as const;

/** Of gradient descent. */
export const rate = 0.5;

/** How many steps are compared. */
export const compared = 4;

const waves = (count: number, scale: number, speed: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => scale * Math.sin(1 + i * speed + (i % 7) * (i % 11)));

export interface Numbers {
  readonly x: Float32Array;
  /** The class of each sample. */
  readonly labels: Int32Array;
  readonly w1: Float32Array;
  readonly b1: Float32Array;
  readonly w2: Float32Array;
  readonly b2: Float32Array;
}

/** The same at each call. */
export const numbers = (): Numbers => {
  const { batch, inputs, hidden, classes } = sizes;
  return {
    x: waves(batch * inputs, 1, 0.37),
    labels: Int32Array.from({ length: batch }, (_, i) => (i * 7 + (i >> 3)) % classes),
    w1: waves(inputs * hidden, 0.05, 0.71),
    b1: waves(hidden, 0.1, 0.53),
    w2: waves(hidden * classes, 0.1, 0.29),
    b2: waves(classes, 0.1, 0.91),
  };
};
