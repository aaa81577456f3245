import { formatShape, optionOf, positiveInteger, readOptions, show, withDefault } from '@kindling/core/options';
import type { Bitmap } from '../svg/bitmap.ts';
import { card, margin, top } from '../svg/card.ts';
import { anyText } from '../svg/options.ts';
import { crispSize, picture } from '../svg/picture.ts';
import { label, textWidth } from '../svg/text.ts';

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
  /** How many units are drawn, those with the largest weights. Default: 50. */
  limit?: number | undefined;
  /** What stands above it. Default: 'First layer'. */
  title?: string | undefined;
}

const pictureSize = 64;
const gap = 8;
const mostUnits = 1000;
/** Between lines of the caption. */
const lineHeight = 18;

const short = (value: number): string => String(Number(value.toPrecision(2)));

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

interface Unit {
  /** Its column of the kernel. */
  readonly column: number;
  /** Root of the mean square of its weights. */
  readonly size: number;
  /** Its largest weight, in size. */
  readonly largest: number;
}

const requireKernel = (kernel: unknown): void => {
  const { data, shape } = Object(kernel) as Partial<WeightMatrix>;
  if (typeof data === 'object' && data !== null && 'length' in data && Array.isArray(shape)) return;
  throw new TypeError(
    `weightImages: kernel must be { data, shape }, got ${show(kernel)}; of a tensor, { data: await kernel.data(), shape: kernel.shape }`,
  );
};

const readUnit = ({ data, shape: [inputs = 0, units = 0] }: WeightMatrix, column: number): Unit => {
  let [squares, largest] = [0, 0];
  for (let i = 0; i < inputs; i++) {
    const weight = data[i * units + column]!;
    if (!Number.isFinite(weight)) {
      throw new RangeError(`weightImages: kernel.data must be finite, got ${weight} for input ${i} of unit ${column}`);
    }
    squares += weight ** 2;
    largest = Math.max(largest, Math.abs(weight));
  }
  return { column, size: Math.sqrt(squares / inputs), largest };
};

/** 0 is middle grey; the largest weight of all that are drawn, in size, is black or white. */
const unitBytes = (
  { data, shape: [inputs = 0, units = 0] }: WeightMatrix,
  column: number,
  largest: number,
): Uint8Array => {
  const scale = largest === 0 ? 0 : 127.5 / largest;
  return Uint8Array.from({ length: inputs }, (_, i) => Math.round(127.5 + scale * data[i * units + column]!));
};

/** How the pictures are to be read: one line, or two where there is no room. */
const captionLines = (largest: number, room: number): readonly string[] => {
  const lines = [
    'Largest weights first; one scale for all:',
    largest === 0 ? 'grey 0' : `black -${short(largest)}, grey 0, white ${short(largest)}`,
  ];
  const line = lines.join(' ');
  return textWidth(line, 12) <= room ? [line] : lines;
};

/**
 * The weights of a first dense layer as pictures, one a unit: what each one looks for. Those come first whose weights
 * are the largest, by root mean square: training has made them so, while a unit that never learned keeps the small
 * noise that it began with. All have one scale, byte = 127.5 + 127.5 w / max|w| over the units that are drawn: middle
 * grey is 0, bright is what excites a unit, and one that learned nothing is dull.
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
  requireKernel(kernel);
  const [inputs = 0, units = 0] = kernel.shape;
  const wanted = size.height * size.width * size.channels;
  if (kernel.shape.length !== 2 || inputs !== wanted || !(units > 0) || kernel.data.length !== inputs * units) {
    throw new RangeError(
      `weightImages: kernel must be [${wanted}, units] for pictures of ${formatShape(shape)}, got ${formatShape(kernel.shape)} with ${kernel.data.length} numbers`,
    );
  }
  const sorted = Array.from({ length: units }, (_, column) => readUnit(kernel, column)).sort((a, b) => b.size - a.size);
  const shown = sorted.slice(0, Math.min(limit, mostUnits));
  const largest = Math.max(...shown.map((unit) => unit.largest));
  const used = Math.min(columns, shown.length);
  const [width, height] = crispSize(size, pictureSize);
  const cardWidth = Math.max(320, 2 * margin + used * (width + gap) - gap);
  const pictures = shown.map(({ column }, place) => {
    const bitmap: Bitmap = { ...size, bytes: unitBytes(kernel, column, largest) };
    const x = margin + (place % used) * (width + gap);
    return picture(bitmap, x, top + Math.floor(place / used) * (height + gap), width, height);
  });
  const few = shown.length < units ? `${shown.length} of ${units} units` : `${units} ${units === 1 ? 'unit' : 'units'}`;
  const bottom = top + Math.ceil(shown.length / used) * (height + gap) - gap;
  const caption = captionLines(largest, cardWidth - 2 * margin);
  return card(
    {
      width: cardWidth,
      height: bottom + caption.length * lineHeight + margin,
      title,
      note: few,
      description: `${title}: weights of ${few} as pictures`,
    },
    [
      ...pictures,
      ...caption.map((text, i) => label(margin, bottom + 6 + lineHeight * (i + 1), text, { colour: 'muted' })),
    ],
  );
};
