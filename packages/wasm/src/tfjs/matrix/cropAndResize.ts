// internal: boxes cut out of pictures and resized, where tfjs's kernel does not do it right
import { attributesAs, sizeOf } from '@kindling/core';
import { CropAndResize, type CropAndResizeAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { isNumeric, type Numbers, numbersOf, written } from '../adapter/numbers.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** Where along an axis of a picture the pixels of a box are, from its edge to its edge; one pixel is its middle. */
const placesOf = (from: number, to: number, length: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) =>
    count === 1
      ? 0.5 * (from + to) * (length - 1)
      : from * (length - 1) + (i * (to - from) * (length - 1)) / (count - 1),
  );

/** Two neighbours of a place, and how much the second counts. */
type Neighbours = readonly [number, number, number];

/** Top, left, bottom, right, in parts of the picture. */
type Box = readonly [number, number, number, number];

/** Undefined outside of the picture; of a box of NaN all are NaN, as is what lies there. */
const neighboursOf = (place: number, length: number, isNearest: boolean): Neighbours | undefined => {
  if (place < 0 || place > length - 1) return undefined;
  const before = isNearest ? Math.round(place) : Math.floor(place);
  return isNearest ? [before, before, before - before] : [before, Math.ceil(place), place - before];
};

/** How many pixels can be copied at once: all of a line if they lie side by side, else none. */
const runOf = (columns: readonly (Neighbours | undefined)[]): number =>
  columns.every((column, i) => column?.[2] === 0 && column[0] === columns[0]![0] + i) ? columns.length : 0;

const { fround } = Math;

/** The same places as tfjs's kernel has them, which rounds to float32 at each step. */
const roundedPlaces = (from: number, to: number, length: number, count: number): number[] => {
  const step = fround(fround(fround(to - from) * (length - 1)) / (count - 1));
  return Array.from({ length: count }, (_, i) =>
    fround(count === 1 ? 0.5 * fround(from + to) * (length - 1) : fround(from * (length - 1)) + fround(i * step)),
  );
};

/** Whether roundings put no pixel outside of the picture, and none next to its nearest. */
const isRoundedWell = (from: number, to: number, length: number, count: number, isNearest: boolean): boolean => {
  const rounded = roundedPlaces(from, to, length, count);
  return placesOf(from, to, length, count).every((place, i) => {
    const [own, other] = [neighboursOf(place, length, isNearest), neighboursOf(rounded[i]!, length, isNearest)];
    return (own === undefined) === (other === undefined) && (!isNearest || own?.[0] === other?.[0]);
  });
};

/**
 * tfjs's kernel stays at a box whose picture is not there. Where a box is as wide as what is made of it, it copies
 * lines: from the left edge, without looking how far they are between two rows, unless the box begins in the corner.
 */
const isRightInStock = (
  [image, boxes, pictures]: readonly [TensorInfo, Numbers, Numbers],
  { cropSize, method }: CropAndResizeAttrs,
): boolean => {
  const [batch, height, width] = image.shape as [number, number, number];
  const isNearest = method === 'nearest';
  if (image.dtype !== 'float32' || sizeOf(image.shape) === 0) return false;
  return pictures.every((picture, box) => {
    const [top, left, bottom, right] = boxes.subarray(4 * box, 4 * box + 4) as unknown as Box;
    const isCorner = top === 0 && left === 0 && !isNearest;
    const isAsWide = Math.abs(1 + (right - left) * (width - 1) - cropSize[1]) < 1e-3;
    return (
      picture >= 0 &&
      picture < batch &&
      (isCorner || !isAsWide) &&
      isRoundedWell(top, bottom, height, cropSize[0], isNearest) &&
      isRoundedWell(left, right, width, cropSize[1], isNearest) &&
      Number.isFinite(top + left + bottom + right)
    );
  });
};

const kernel: Replacement = {
  name: CropAndResize,
  compute: ({ image, boxes, boxInd }, params, device) => {
    if (!isNumeric(image!, boxes!, boxInd!)) return undefined;
    const attributes = attributesAs<CropAndResizeAttrs>(params);
    if (isRightInStock([image!, numbersOf(device, boxes!), numbersOf(device, boxInd!)], attributes)) return undefined;
    const { cropSize, method, extrapolationValue } = attributes;
    const [batch, height, width, channels] = image!.shape as [number, number, number, number];
    const shape = [boxes!.shape[0]!, ...cropSize, channels];
    return written(device, shape, 'float32', (y) => {
      const [x, corners, of] = [image!, boxes!, boxInd!].map((each) => numbersOf(device, each));
      const isNearest = method === 'nearest';
      let at = 0;
      for (let box = 0; box < shape[0]!; box++) {
        const [top, left, bottom, right] = corners!.subarray(4 * box, 4 * box + 4) as unknown as Box;
        const picture = of![box]!;
        const isThere = picture >= 0 && picture < batch;
        const columns = placesOf(left, right, width, cropSize[1]).map((place) => neighboursOf(place, width, isNearest));
        const copied = isThere ? runOf(columns) * channels : 0;
        for (const line of placesOf(top, bottom, height, cropSize[0])) {
          const rows = neighboursOf(line, height, isNearest);
          if (copied > 0 && rows?.[2] === 0) {
            const from = ((picture * height + rows[0]) * width + columns[0]![0]) * channels;
            y.set(x!.subarray(from, from + copied), at);
            at += copied;
            continue;
          }
          for (const column of columns) {
            if (rows === undefined || column === undefined || !isThere) {
              y.fill(isThere ? extrapolationValue : 0, at, at + channels);
              at += channels;
              continue;
            }
            const place = (row: 0 | 1, side: 0 | 1): number =>
              ((picture * height + rows[row]) * width + column[side]) * channels;
            if (isNearest) {
              for (let channel = 0; channel < channels; channel++) y[at++] = x![place(0, 0) + channel]!;
              continue;
            }
            const [topLeft, topRight, bottomLeft, bottomRight] = [place(0, 0), place(0, 1), place(1, 0), place(1, 1)];
            const [down, across] = [rows[2], column[2]];
            for (let channel = 0; channel < channels; channel++) {
              const [left, lower] = [x![topLeft + channel]!, x![bottomLeft + channel]!];
              const top = left + (x![topRight + channel]! - left) * across;
              const bottom = lower + (x![bottomRight + channel]! - lower) * across;
              y[at++] = top + (bottom - top) * down;
            }
          }
        }
      }
    });
  },
};

export const cropAndResize: readonly Replacement[] = [kernel];
