import type { Tree } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Lengths of a tensor's axes; `null` is a length known only at run time, as the batch's. */
export type Shape = readonly (number | null)[];

/** One length for height and width, or both. */
export type Pair = number | readonly [height: number, width: number];

/** Whether windows stay within the picture ('valid'), or zeros around it make one output a stride ('same'). */
export type Padding = 'valid' | 'same';

export type { Tree };

/** All that a model needs beside its input: what is trained, and what it keeps (moving statistics). */
export interface Weights {
  readonly params: Tree;
  readonly state: Tree;
}

/** The form of `X`, one tensor, a list or a record by name, with a `Leaf` where a tensor stands. */
export type FormOf<X, Leaf> = X extends Tensor ? Leaf : { readonly [K in keyof X]: Leaf };

/**
 * What is under an output's last operation, where that is a softmax over the last axis or a sigmoid: losses that are
 * computed from it stay finite and exact where the probability has rounded to 0 or 1.
 */
export type Logits = {
  readonly activation: 'softmax' | 'sigmoid';
  readonly value: Tensor;
};

/** Logits in the form of a model's output: one, or a record with gaps. */
export type LogitsOf<Y> = Y extends Tensor ? Logits : { readonly [K in keyof Y]?: Logits };
