import { hostArray } from '../src/host/hostArray.ts';
import { fromArrays } from '../src/sources/fromArrays.ts';

/** Rows 0 to `count`: pictures of 2 x 2 bytes that all hold the row's number, and the number as label. */
export const arrays = (count: number) =>
  fromArrays({
    x: hostArray(
      Uint8Array.from({ length: 4 * count }, (_, i) => Math.floor(i / 4)),
      [count, 2, 2],
    ),
    y: hostArray(
      Uint8Array.from({ length: count }, (_, i) => i),
      [count],
    ),
  });

export const ys = (elements: readonly { readonly y: number }[]): number[] => elements.map(({ y }) => y);
