import { type Images, normalize } from '@kindling/data';
import {
  add,
  matMul,
  reshape,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Network } from './guesses.ts';
import { inputs, kernelName } from './neurons.ts';
import { turn } from './turn.ts';

const pictures = 250;

/**
 * What neurons of the first layer make of pictures, before the activation, `[pictures, neurons]`: all of them, or one.
 */
export const excitementOf = async (network: Network, images: Images, unit?: number): Promise<Float32Array> => {
  const kernel = kernelName(network.model);
  const bias = kernel.replace(/kernel$/, 'bias');
  const parts: Float32Array[] = [];
  for (let start = 0; start < images.shape[0]; start += pictures) {
    if (start > 0) await turn();
    const { data, shape } = images.slice(start, start + pictures);
    const excitement = tidy(() => {
      const { params } = network.weights();
      const [weights, biases] = [params[kernel] as Tensor2D, params[bias] as Tensor1D];
      const x = reshape(normalize(tensor(data, [shape[0], inputs], 'int32')) as Tensor, [shape[0], inputs]) as Tensor2D;
      if (unit === undefined) return add(matMul(x, weights), biases);
      return add(matMul(x, slice(weights, [0, unit], [-1, 1])), slice(biases, [unit], [1]));
    });
    try {
      parts.push((await excitement.data()) as Float32Array);
    } finally {
      excitement.dispose();
    }
  }
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
};
