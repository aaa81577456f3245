// internal: uniform numbers of a random key
import { drawWords, Uniform, type UniformAttributes } from '@kindling/core';
import { util } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import type { Torch } from '../torch.ts';

const unit = 2 ** -24;

/** The upper 24 bits of each word, as a share of all. */
const uniformFromHost = (given: UniformAttributes, torch: Torch): Handle => {
  const { data, size } = drawWords(given);
  const values = new Float32Array(size);
  for (let at = 0; at < size; at++) values[at] = (data[at]! >>> 8) * unit;
  return torch.upload(values, given.shape, 'float32');
};

/** By how many bits the second word is turned in each round: one group of rounds, then the other, by turns. */
const turns = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** Of the weight below; it must stay where it is. */
const weightMemory = Int32Array.of(1);

/** Integers of 32 bits, whose sums and products wrap around. */
const integers = (torch: Torch) => {
  const number = (value: number): Handle => torch.constant(value | 0, 'int32');
  const weight = torch.overHost(weightMemory, [1], 'int32');
  /** a ← a + b c. ATen's `add` can't be called with integers, since its weight is a Scalar. */
  const addProduct = (a: Handle, b: Handle, c: Handle): void => torch.addProductsInPlace([a], [b], [c], weight);
  const one = number(1);
  return {
    number,
    add: (a: Handle, b: Handle): void => addProduct(a, b, one),
    /** x turned left by so many bits: what a shift to the right leaves, and x times a power of 2. */
    turned: (x: Handle, by: number): Handle => {
      const upper = torch.bitwiseAnd(torch.shiftRight(x, number(32 - by)), number(2 ** by - 1));
      addProduct(upper, x, number(2 ** by));
      return upper;
    },
    upper24: (x: Handle): Handle => torch.bitwiseAnd(torch.shiftRight(x, number(8)), number(2 ** 24 - 1)),
  };
};

/**
 * The same in operators on integers, 120 for any size. The words are those of Threefry2x32-20 for the counters
 * (0, draw), (1, draw) and so on, as `threefry2x32` of @kindling/core has them.
 */
export const uniformOnDevice = ({ shape, key: [k0, k1], draw }: UniformAttributes, torch: Torch): Handle => {
  const { number, add, turned, upper24 } = integers(torch);
  const blocks = Math.ceil(util.sizeFromShape([...shape]) / 2);
  const parts = [k1, k0 ^ k1 ^ 0x1bd11bda, k0] as const;
  const part = (group: number): number => parts[group % 3]!;
  const a = torch.cumsum(torch.full([blocks], 1, 'int32'), 0, 'int32');
  add(a, number(k0 - 1));
  let b = torch.full([blocks], (draw + k1) | 0, 'int32');
  for (let group = 0; group < 5; group++) {
    for (const by of turns[group % 2]!) {
      add(a, b);
      b = torch.bitwiseXor(turned(b, by), a);
    }
    add(a, number(part(group)));
    add(b, number(part(group + 1) + group + 1));
  }
  const pairs = torch.to(upper24(torch.stack([a, b], 1)), 'float32');
  return torch.view(torch.mulInPlace(pairs, torch.constant(unit)), shape);
};

/** From so many numbers on a GPU is done sooner with its operators than the host with its loop. */
const worthTheCalls = 2 ** 15;

export const uniform = kernel<never, UniformAttributes>(Uniform, (_, given, torch) => {
  const { shape } = given;
  const onDevice = torch.device !== 'cpu' && util.sizeFromShape([...shape]) >= worthTheCalls;
  return torch.output((onDevice ? uniformOnDevice : uniformFromHost)(given, torch), shape, 'float32');
});
