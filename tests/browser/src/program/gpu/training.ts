import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  input,
  leakyRelu,
  maxPooling2d,
  sequential,
} from '@kindling/models';
import { type Callback, type Checkpoint, compile } from '@kindling/train';
import { argMax, cast, clone, oneHot, type Rank, tidy } from '@tensorflow/tfjs-core';
import { digest } from '../digest.ts';
import { some } from '../numbers.ts';

export const networks = {
  dense: () =>
    sequential([
      input({ shape: [8, 8, 3] }),
      flatten(),
      dense({ units: 16, activation: 'relu' }),
      dense({ units: 4, activation: 'softmax' }),
    ]),
  convolutional: () =>
    sequential([
      input({ shape: [8, 8, 3] }),
      conv2d({ filters: 4, kernelSize: 3, padding: 'same' }),
      batchNormalization(),
      leakyRelu(),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dropout({ rate: 0.25 }),
      dense({ units: 4, activation: 'softmax' }),
    ]),
};

export interface Trained {
  /** Of each epoch. */
  readonly losses: readonly number[];
  /** The bits of all weights. */
  readonly weights: string;
}

/** What is to be different about a run. */
export interface Run {
  readonly checkpoint?: Checkpoint | undefined;
  readonly callbacks?: readonly Callback[];
}

/** Two epochs of three steps, from the beginning or from a checkpoint. */
export const train = async (
  name: keyof typeof networks,
  { checkpoint, callbacks = [] }: Run = {},
): Promise<Trained> => {
  const x = some<Rank.R4>([24, 8, 8, 3]);
  const y = tidy(() => cast(oneHot(argMax(some<Rank.R2>([24, 4], 3), 1), 4), 'float32'));
  const options = { optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] } as const;
  const trainer = compile(networks[name](), {
    ...options,
    ...(checkpoint === undefined ? { seed: 3 } : { checkpoint }),
  });
  try {
    await trainer.fit({ x, y }, { epochs: 2, batchSize: 8, callbacks });
    const { params, state } = trainer.weights;
    const copies = [...Object.values(params), ...Object.values(state)].map((tensor) => clone(tensor));
    return { losses: trainer.history.map(({ loss }) => loss), weights: await digest(copies) };
  } finally {
    trainer.dispose();
    x.dispose();
    y.dispose();
  }
};
