// internal: one shape, drawn at once; of the entry `@kindling/data/shapes`
import {
  count,
  finiteNumber,
  fraction,
  oneOf,
  optionOf,
  positiveNumber,
  readOptions,
  show,
  withDefault,
} from '@kindling/core';
import { type HostArray, hostArray } from '../host/hostArray.ts';
import { channels, noiseOfSet, pictureSize, sceneBrush, side } from './draw.ts';
import { outlines } from './outlines.ts';

/** A class of `shapes`. */
export type ShapeName = keyof typeof outlines;

/** The classes of `shapes` in their order: the class of its picture i is `shapeNames[i % 10]`. */
export const shapeNames: readonly ShapeName[] = Object.keys(outlines) as ShapeName[];

export interface DrawShapeOptions {
  /** The class that is drawn, by its name in `shapes`. Default: 'disc'. */
  readonly shape?: ShapeName | undefined;
  /** The centre's place from the left edge, in pixels; `shapes` has 13 to 19. Default: 16. */
  readonly x?: number | undefined;
  /** The centre's place from the upper edge, in pixels; `shapes` has 13 to 19. Default: 16. */
  readonly y?: number | undefined;
  /** Half the size, in pixels; `shapes` has 7 to 12. Default: 9.5. */
  readonly size?: number | undefined;
  /** Degrees of a turn to the right; `shapes` has -15 to 15. Default: 0. */
  readonly turn?: number | undefined;
  /** Red, green and blue of the figure, from 0 to 255. Default: a light orange. */
  readonly front?: readonly [red: number, green: number, blue: number] | undefined;
  /** Red, green and blue of the background in its middle, from 0 to 255. Default: a dark blue. */
  readonly back?: readonly [red: number, green: number, blue: number] | undefined;
  /** What every channel of the background gains from pixel to pixel, to the right and down. Default: nothing. */
  readonly slope?: readonly [right: number, down: number] | undefined;
  /** How far noise moves a byte at most, as a share of 255; `shapes` has 0.12. Default: 0.12. */
  readonly noise?: number | undefined;
  /** Of the noise; a safe integer of at least 0. Default: 0. */
  readonly seed?: number | undefined;
}

const numbers = <const N extends number>(length: N, least: number, most: number, what: string) =>
  optionOf<N extends 3 ? readonly [number, number, number] : readonly [number, number]>((owner, name, value) => {
    const fits = (part: unknown): boolean =>
      Number.isFinite(part) && (part as number) >= least && (part as number) <= most;
    if (Array.isArray(value) && value.length === length && [...value].every(fits)) return;
    throw new RangeError(`${owner}: ${name} must be ${what}, got ${show(value)}`);
  });

const colour = numbers(3, 0, 255, 'red, green and blue from 0 to 255');

const drawShapeOptions = {
  shape: withDefault(oneOf(shapeNames), 'disc'),
  x: withDefault(finiteNumber, side / 2),
  y: withDefault(finiteNumber, side / 2),
  size: withDefault(positiveNumber, 9.5),
  turn: withDefault(finiteNumber, 0),
  front: withDefault(colour, [236, 199, 144]),
  back: withDefault(colour, [31, 56, 94]),
  slope: withDefault(numbers(2, -255, 255, 'two numbers from -255 to 255'), [0, 0]),
  noise: withDefault(fraction, noiseOfSet),
  seed: withDefault(count, 0),
};

/** One picture as bytes, among others of a list of one. */
export type ShapePicture = HostArray<Uint8Array, readonly [1, number, number, number]>;

/**
 * One picture of a class of `shapes`, as you say: where it lies, how large, how far turned, in which colours. It is
 * drawn as those of the set are, so a network that learned the set can be asked about it.
 *
 * @throws RangeError for colours, slopes, sizes and shares outside of what their option takes
 * @example
 * ```ts
 * import { drawShape } from '@kindling/data/shapes';
 *
 * const ring = drawShape({ shape: 'ring', turn: 10, front: [250, 220, 60], back: [20, 30, 60] });
 * ring.shape; // [1, 32, 32, 3]
 * ```
 */
export const drawShape = (options?: DrawShapeOptions): ShapePicture => {
  const { shape, x, y, size, turn, front, back, slope, noise, seed } = readOptions(
    'drawShape',
    drawShapeOptions,
    options,
  );
  const angle = (turn * Math.PI) / 180;
  const [slopeX, slopeY] = slope;
  const scene = { front, back, x, y, r: size, cos: Math.cos(angle), sin: Math.sin(angle), slopeX, slopeY };
  const bytes = new Uint8ClampedArray(pictureSize);
  sceneBrush(seed, noise)(0, outlines[shape], () => scene, bytes, 0);
  return hostArray(bytes, [1, side, side, channels]);
};
