import { type Scalar, scalar } from '@tensorflow/tfjs-core';
import { type Dataset, dataset } from '../src/dataset/dataset.ts';

/** The numbers below `count` as a stream, with a log of what was made: `pass:number`. */
export const stream = (count: number, log: string[] = []): Dataset<{ x: number }> =>
  dataset({
    size: count,
    async *iterate({ pass, skip }) {
      for (let x = skip; x < count; x++) {
        log.push(`${pass}:${x}`);
        yield { x };
      }
    },
  });

/** The same as tensors, to see who frees them. */
export const tensors = (count: number): Dataset<{ x: Scalar }> =>
  dataset({
    size: count,
    async *iterate({ skip }) {
      for (let x = skip; x < count; x++) yield { x: scalar(x) };
    },
  });

/** A stream that nobody wrote `iterate` for, and whose length nobody knows. */
export const bare = (count: number): Dataset<{ x: number }> => ({
  async *[Symbol.asyncIterator]() {
    for (let x = 0; x < count; x++) yield { x };
  },
});

export const xs = (elements: readonly { readonly x: number }[]): number[] => elements.map(({ x }) => x);

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
