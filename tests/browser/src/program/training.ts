import { batchNormalization, conv2d, dense, dropout, flatten, input, leakyRelu, sequential } from '@kindling/models';
import { compile } from '@kindling/train';
import { argMax, cast, oneHot, type Rank, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { some } from './numbers.ts';

/** A small convolutional network, of the layers that the book's has. */
export const network = () =>
  sequential([
    input({ shape: [12, 12, 3] }),
    conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same' }),
    batchNormalization(),
    leakyRelu(),
    conv2d({ filters: 16, kernelSize: 3, padding: 'same' }),
    leakyRelu(),
    flatten(),
    dense({ units: 24, activation: 'relu' }),
    dropout({ rate: 0.5 }),
    dense({ units: 4, activation: 'softmax' }),
  ]);

/** The weights after a few steps, the last of which has fewer samples, and the losses. */
export const train = async (): Promise<{ readonly weights: Tensor[]; readonly losses: readonly number[] }> => {
  const x = some<Rank.R4>([70, 12, 12, 3]);
  const y = tidy(() => cast(oneHot(argMax(some<Rank.R2>([70, 4], 3), 1), 4), 'float32'));
  const trainer = compile(network(), { optimizer: 'adam', loss: 'categoricalCrossentropy', seed: 5 });
  const history = await trainer.fit({ x, y }, { epochs: 2, batchSize: 32 });
  const { params, state } = trainer.snapshot();
  trainer.dispose();
  x.dispose();
  y.dispose();
  return { weights: [...Object.values(params), ...Object.values(state)], losses: history.map(({ loss }) => loss) };
};
