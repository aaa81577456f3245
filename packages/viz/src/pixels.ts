/**
 * A picture: rows from the top, pixels from the left, channels last. `shape` is `[height, width]`,
 * `[height, width, channels]` or `[1, height, width, channels]` with 1 channel (grey), 3 (red, green, blue) or 4 (and
 * alpha). Whole numbers (`Uint8Array`, `Uint8ClampedArray`, `Int32Array`) are bytes from 0 to 255; fractions
 * (`Float32Array`, `Float64Array`) run from 0 to 1. A host array of `@kindling/data` is one as it stands.
 */
export interface Pixels {
  /** The numbers, in the order of the shape. */
  readonly data: Uint8Array | Uint8ClampedArray | Int32Array | Float32Array | Float64Array;
  /** Height, width and channels. */
  readonly shape: readonly number[];
}
