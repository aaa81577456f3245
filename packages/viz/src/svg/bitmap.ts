// internal: pictures as bytes, checked number by number
import { formatShape, show } from '@kindling/core/options';
import type { Pixels } from '../pixels.ts';

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colour, 4 colour and alpha. */
  readonly channels: number;
  readonly bytes: Uint8Array;
}

const largest = 1024;

const readShape = (name: string, shape: unknown): { height: number; width: number; channels: number } => {
  const wanted = `${name} must have the shape [height, width], [height, width, channels] or [1, height, width, channels] with 1, 3 or 4 channels`;
  if (!Array.isArray(shape)) throw new TypeError(`${wanted}, got ${show(shape)}`);
  const [height = 0, width = 0, channels = 1]: readonly number[] =
    shape.length === 4 && shape[0] === 1 ? shape.slice(1) : shape;
  const known = shape.length === 2 || shape.length === 3 || (shape.length === 4 && shape[0] === 1);
  const whole = [height, width].every((length) => Number.isInteger(length) && length > 0);
  if (!known || !whole || ![1, 3, 4].includes(channels)) throw new RangeError(`${wanted}, got ${formatShape(shape)}`);
  if (height > largest || width > largest) {
    throw new RangeError(`${name} must be at most ${largest} by ${largest} pixels, got ${formatShape(shape)}`);
  }
  return { height, width, channels };
};

const isFractional = (data: unknown): boolean => data instanceof Float32Array || data instanceof Float64Array;
const isWhole = (data: unknown): boolean =>
  data instanceof Uint8Array || data instanceof Uint8ClampedArray || data instanceof Int32Array;

/** The picture's bytes; `name` opens every complaint, as in `imageGrid: cells[3].image`. */
export const readBitmap = (name: string, pixels: Pixels): Bitmap => {
  if (typeof pixels !== 'object' || pixels === null)
    throw new TypeError(`${name} must be a picture { data, shape }, got ${show(pixels)}`);
  const { data, shape } = pixels;
  const fractional = isFractional(data);
  if (!fractional && !isWhole(data)) {
    throw new TypeError(
      `${name}.data must be a typed array: bytes 0..255 in a Uint8Array or Int32Array, or numbers 0..1 in a Float32Array or Float64Array, got ${typeof data === 'function' ? 'a tensor; await its data() first' : show(data)}`,
    );
  }
  const size = readShape(name, shape);
  const { height, width, channels } = size;
  if (data.length !== height * width * channels) {
    throw new RangeError(
      `${name} of shape ${formatShape(shape)} needs ${height * width * channels} numbers, got ${data.length}`,
    );
  }
  const most = fractional ? 1 : 255;
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const number = data[i]!;
    if (!(number >= 0 && number <= most)) {
      throw new RangeError(`${name}.data[${i}] must be from 0 to ${most} in a ${data.constructor.name}, got ${number}`);
    }
    bytes[i] = fractional ? Math.round(number * 255) : number;
  }
  return { ...size, bytes };
};
