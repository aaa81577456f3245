import { dispose, type Tensor } from '@tensorflow/tfjs-core';

export const collect = async <T>(elements: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const element of elements) all.push(element);
  return all;
};

/** The values of one column of batches, batch by batch; all batches are freed. */
export const columnOf = async <K extends string>(
  batches: AsyncIterable<{ readonly [key in K]: Tensor }>,
  name: K,
): Promise<number[][]> => {
  const all: number[][] = [];
  for await (const element of batches) {
    all.push(Array.from(await element[name].data()));
    dispose(Object.values<Tensor>(element));
  }
  return all;
};
