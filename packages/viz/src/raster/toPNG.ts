// internal: reached through @kindling/viz/node, as browsers draw SVG themselves
import { optional, optionOf, positiveNumber, readOptions, requirePositive, show } from '@kindling/core/options';
import { loadRasterizer } from './canvasKit.ts';
import { paintSvg } from './paint.ts';
import { readSvg } from './readSvg.ts';

export interface PNGOptions {
  /** Width of the picture in pixels; the height follows. Default: `scale` times the SVG's own. */
  width?: number | undefined;
  /** Pixels per SVG unit. Default: 2, sharp on dense screens. */
  scale?: number | undefined;
  /** `#rrggbb` behind the picture, which shows at a plot's round corners. Default: transparent. */
  background?: string | undefined;
}

const table = {
  width: optional(positiveNumber),
  scale: optional(positiveNumber),
  background: optional(
    optionOf<string>((owner, name, value) => {
      if (typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)) return;
      throw new RangeError(`${owner}: ${name} must be #rrggbb, got ${show(value)}`);
    }),
  ),
};

const mostPixels = 64e6;

const scaleOf = ({ width, scale }: PNGOptions, own: number): number => {
  if (width !== undefined && scale !== undefined) {
    throw new TypeError('toPNG: width and scale say the same thing; give one of them');
  }
  return width === undefined ? (scale ?? 2) : width / own;
};

/** The document, its own size and the picture's. */
const measure = (svg: string, options: PNGOptions) => {
  const root = readSvg(svg);
  const [ownWidth, ownHeight] = [Number(root.attributes.width), Number(root.attributes.height)];
  requirePositive('toPNG', "the svg's width", ownWidth);
  requirePositive('toPNG', "the svg's height", ownHeight);
  const scale = scaleOf(options, ownWidth);
  const width = Math.max(1, Math.round(ownWidth * scale));
  const height = Math.max(1, Math.round(ownHeight * scale));
  if (width * height > mostPixels) {
    throw new RangeError(
      `toPNG: ${width} by ${height} is more than ${mostPixels / 1e6} million pixels; take a smaller width or scale`,
    );
  }
  return { root, scale, width, height };
};

/**
 * Draws a plot's SVG as a PNG, in its light colours, with a font of its own: the same bytes on every machine, whatever
 * fonts it has. Reads the SVG that this package writes and refuses any other by name; follows no reference and opens no
 * file that the SVG names.
 *
 * @param svg What `lossCurve`, `confusionMatrixPlot`, `imageGrid`, `weightImages` or `planPlot` returned.
 * @returns The bytes of a PNG file.
 * @throws On other SVG, a size that is not a number above 0, or more than 64 million pixels.
 * @example
 * ```ts
 * import { lossCurve } from '@kindling/viz';
 * import { toPNG } from '@kindling/viz/node';
 *
 * const png = await toPNG(lossCurve([{ loss: 2.1 }, { loss: 1.7 }, { loss: 1.5 }])); // a file's bytes
 * ```
 */
export const toPNG = async (svg: string, options: PNGOptions = {}): Promise<Uint8Array> => {
  if (typeof svg !== 'string') throw new TypeError(`toPNG: svg must be a string, got ${show(svg)}`);
  const read = readOptions('toPNG', table, options);
  const { root, scale, width, height } = measure(svg, read);
  const { background } = read;

  const rasterizer = await loadRasterizer();
  const { kit } = rasterizer;
  const surface = kit.MakeSurface(width, height);
  if (surface === null) throw new Error(`toPNG: no memory for ${width} by ${height} pixels`);
  try {
    const canvas = surface.getCanvas();
    canvas.clear(background === undefined ? kit.TRANSPARENT : kit.parseColorString(background));
    canvas.scale(scale, scale);
    paintSvg(rasterizer, canvas, root);
    const image = surface.makeImageSnapshot();
    const bytes = image.encodeToBytes(kit.ImageFormat.PNG, 100);
    image.delete();
    if (bytes === null) throw new Error('toPNG: the picture could not be encoded');
    return bytes;
  } finally {
    surface.delete();
  }
};
