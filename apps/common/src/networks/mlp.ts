import { dense, flatten, input, type Model, sequential } from '@kindling/models';

/** The chapter's multilayer perceptron: a picture laid flat, hidden layers with relu, a softmax over the classes. */
export const mlp = (shape: readonly number[], hidden: readonly number[], classes: number): Model =>
  sequential([
    input({ shape }),
    flatten(),
    ...hidden.map((units) => dense({ units, activation: 'relu' })),
    dense({ units: classes, activation: 'softmax' }),
  ]);
