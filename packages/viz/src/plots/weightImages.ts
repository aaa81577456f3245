import { formatShape, optionOf, positiveInteger, readOptions, show, withDefault } from '@kindling/core/options';
import type { Bitmap } from '../svg/bitmap.ts';
import { card, margin, top } from '../svg/card.ts';
import { anyText } from '../svg/options.ts';
import { crispSize, picture } from '../svg/picture.ts';

/** A dense layer's kernel, read from the device: `[inputs, units]`. */
export interface WeightMatrix {
  /** The weights, one input after the other. */
  readonly data: ArrayLike<number>;
  /** `[inputs, units]` */
  readonly shape: readonly number[];
}

export interface WeightImagesOptions {
  /** The shape of what the layer reads: `[height, width]` or `[height, width, channels]`, 1 or 3 channels. Required. */
  shape: readonly number[];
  /** Pictures a row. Default: 10. */
  columns?: number | undefined;
  /** How many units are drawn, from the first on. Default: 50. */
  limit?: number | undefined;
  /** What stands above it. Default: 'First layer'. */
  title?: string | undefined;
}

const pictureSize = 64;
const gap = 8;
const mostUnits = 1000;

const readShape = (shape: readonly number[]): { height: number; width: number; channels: number } => {
  const [height = 0, width = 0, channels = 1] = Array.isArray(shape) ? shape : [];
  const rank = Array.isArray(shape) ? shape.length : 0;
  const whole = [height, width].every((length) => Number.isInteger(length) && length > 0);
  if ((rank !== 2 && rank !== 3) || !whole || (channels !== 1 && channels !== 3)) {
    throw new RangeError(
      `weightImages: shape must be [height, width] or [height, width, channels] with 1 or 3 channels, got ${show(shape)}`,
    );
  }
  return { height, width, channels };
};

const table = {
  shape: optionOf<readonly number[]>((_owner, _name, value) => void readShape(value as readonly number[])),
  columns: withDefault(positiveInteger, 10),
  limit: withDefault(positiveInteger, 50),
  title: withDefault(anyText, 'First layer'),
};

/** 0 is middle grey; the unit's largest weight, in size, is black or white. */
const unitBytes = ({ data, shape }: WeightMatrix, unit: number): Uint8Array => {
  const [inputs = 0, units = 0] = shape;
  let largest = 0;
  for (let i = 0; i < inputs; i++) {
    const weight = data[i * units + unit]!;
    if (!Number.isFinite(weight)) {
      throw new RangeError(`weightImages: kernel.data must be finite, got ${weight} for input ${i} of unit ${unit}`);
    }
    largest = Math.max(largest, Math.abs(weight));
  }
  const scale = largest === 0 ? 0 : 127.5 / largest;
  return Uint8Array.from({ length: inputs }, (_, i) => Math.round(127.5 + scale * data[i * units + unit]!));
};

/**
 * The weights of a first dense layer as pictures, one a unit: what each one looks for. Every unit is scaled by itself
 * and symmetrically, byte = 127.5 + 127.5 w / max|w|, so that middle grey is 0, and bright is what excites the unit.
 *
 * @param kernel `{ data, shape: [inputs, units] }`; of a tensor, `{ data: await kernel.data(), shape: kernel.shape }`.
 * @returns An SVG document that follows the page's light or dark scheme; the pictures are embedded.
 * @throws When the kernel's inputs are not as many as the picture's numbers, or a weight is `NaN` or infinite.
 * @example
 * ```ts
 * import { weightImages } from '@kindling/viz';
 *
 * const kernel = { data: Float32Array.from({ length: 12 * 3 }, (_, i) => Math.sin(i)), shape: [12, 3] };
 * const svg = weightImages(kernel, { shape: [2, 2, 3] });
 * ```
 */
export const weightImages = (kernel: WeightMatrix, options: WeightImagesOptions): string => {
  const { shape, columns, limit, title } = readOptions('weightImages', table, options);
  const size = readShape(shape);
  const [inputs = 0, units = 0] = kernel.shape;
  const wanted = size.height * size.width * size.channels;
  if (kernel.shape.length !== 2 || inputs !== wanted || !(units > 0) || kernel.data.length !== inputs * units) {
    throw new RangeError(
      `weightImages: kernel must be [${wanted}, units] for pictures of ${formatShape(shape)}, got ${formatShape(kernel.shape)} with ${kernel.data.length} numbers`,
    );
  }
  const shown = Math.min(units, limit, mostUnits);
  const used = Math.min(columns, shown);
  const [width, height] = crispSize(size, pictureSize);
  const cardWidth = Math.max(320, 2 * margin + used * (width + gap) - gap);
  const pictures = Array.from({ length: shown }, (_, unit) => {
    const bitmap: Bitmap = { ...size, bytes: unitBytes(kernel, unit) };
    const x = margin + (unit % used) * (width + gap);
    return picture(bitmap, x, top + Math.floor(unit / used) * (height + gap), width, height);
  });
  const count = shown < units ? `${shown} of ${units} units` : `${units} ${units === 1 ? 'unit' : 'units'}`;
  return card(
    {
      width: cardWidth,
      height: top + Math.ceil(shown / used) * (height + gap) - gap + margin,
      title,
      note: count,
      description: `${title}: weights of ${count} as pictures`,
    },
    pictures,
  );
};
