import { flag, optional, positiveInteger, readOptions, show, withDefault } from '@kindling/core/options';
import type { Pixels } from '../pixels.ts';
import { type Bitmap, readBitmap } from '../svg/bitmap.ts';
import { card, margin, top } from '../svg/card.ts';
import { element, type Markup } from '../svg/markup.ts';
import { anyText } from '../svg/options.ts';
import { crispSize, picture } from '../svg/picture.ts';
import { fit, label } from '../svg/text.ts';
import { fill, stroke } from '../svg/theme.ts';

export interface GridCell {
  /** The picture itself. */
  readonly image: Pixels;
  /** Below the picture; usually what was predicted. Default: nothing. */
  readonly title?: string | undefined;
  /** Below the title; usually what it is. Default: nothing. */
  readonly subtitle?: string | undefined;
  /** Marks the picture with a frame and a cross. Default: false. */
  readonly wrong?: boolean | undefined;
}

export interface ImageGridOptions {
  /** Pictures a row. Default: 5, or fewer where there are fewer pictures. */
  columns?: number | undefined;
  /** What stands above it. Default: 'Predictions'. */
  title?: string | undefined;
}

const table = { columns: optional(positiveInteger), title: withDefault(anyText, 'Predictions') };

const pictureSize = 104;
const cellWidth = 116;
const gap = 24;
const mostCells = 400;

const requireCell = (place: string, cell: unknown): void => {
  if (typeof cell !== 'object' || cell === null)
    throw new TypeError(`imageGrid: ${place} must be { image, title, subtitle, wrong }, got ${show(cell)}`);
  const { title = '', subtitle = '', wrong = false } = cell as Partial<GridCell>;
  anyText.read('imageGrid', `${place}.title`, title);
  anyText.read('imageGrid', `${place}.subtitle`, subtitle);
  flag.read('imageGrid', `${place}.wrong`, wrong);
};

const cross = (x: number, y: number): Markup =>
  element(
    'g',
    {},
    element('circle', { cx: x, cy: y, r: 9.5, ...fill('paper') }),
    element('circle', { cx: x, cy: y, r: 8, ...fill('vermilion') }),
    element('path', {
      d: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6`,
      'stroke-width': 2,
      'stroke-linecap': 'round',
      ...stroke('paper'),
    }),
  );

const drawCell = (
  { title = '', subtitle = '', wrong = false }: GridCell,
  bitmap: Bitmap,
  left: number,
  y: number,
): readonly Markup[] => {
  const [width, height] = crispSize(bitmap, pictureSize);
  const upper = y + pictureSize - height;
  const frame = { x: left - 1.5, y: upper - 1.5, width: width + 3, height: height + 3, rx: 2 };
  return [
    picture(bitmap, left, upper, width, height),
    ...(wrong
      ? [element('rect', { ...frame, 'stroke-width': 3, ...stroke('vermilion') }), cross(left + width, upper)]
      : []),
    label(left, y + pictureSize + 20, fit(title, 12, cellWidth), {
      bold: true,
      colour: wrong ? 'vermilion' : 'ink',
    }),
    label(left, y + pictureSize + 36, fit(subtitle, 12, cellWidth), { colour: 'muted' }),
  ];
};

/**
 * Pictures in rows, each with a title and a subtitle: what was predicted, and what it is. Wrong ones wear a frame and a
 * cross, so that colour is not all that tells them. Pixels stay hard-edged.
 *
 * @param cells 1 to 400 pictures of at most 1024 by 1024 pixels; see {@link Pixels} for their shapes and ranges.
 * @returns An SVG document that follows the page's light or dark scheme; the pictures are embedded.
 * @throws When there is no cell, or a picture's shape, kind or range does not fit.
 * @example
 * ```ts
 * import { imageGrid } from '@kindling/viz';
 *
 * const image = { data: Uint8Array.from({ length: 12 }, (_, i) => 20 * i), shape: [2, 2, 3] };
 * const svg = imageGrid([{ image, title: 'pred = cat', subtitle: 'act = dog', wrong: true }]);
 * ```
 */
export const imageGrid = (cells: readonly GridCell[], options: ImageGridOptions = {}): string => {
  if (!Array.isArray(cells) || cells.length === 0 || cells.length > mostCells) {
    const got = Array.isArray(cells) ? `${cells.length} of them` : show(cells);
    throw new RangeError(`imageGrid: cells must be an array of 1 to ${mostCells} pictures, got ${got}`);
  }
  const { columns = Math.min(5, cells.length), title } = readOptions('imageGrid', table, options);
  const bitmaps = Array.from(cells, (cell: GridCell, i) => {
    requireCell(`cells[${i}]`, cell);
    return readBitmap(`imageGrid: cells[${i}].image`, cell.image);
  });
  const lines = cells.some(({ subtitle }) => subtitle !== undefined)
    ? 2
    : cells.some((cell) => cell.title !== undefined)
      ? 1
      : 0;
  const rowHeight = pictureSize + 16 * lines + (lines > 0 ? 6 : 0) + gap;
  const used = Math.min(columns, cells.length);
  const wrong = cells.filter((cell) => cell.wrong === true).length;
  const judged = cells.some((cell) => cell.wrong !== undefined);
  const width = Math.max(240, 2 * margin + used * (cellWidth + gap) - gap);
  return card(
    {
      width,
      height: top + Math.ceil(cells.length / used) * rowHeight - gap + margin,
      title,
      note: judged ? `${cells.length - wrong} of ${cells.length} right` : '',
      description: `${title}: ${cells.length} pictures${judged ? `, ${wrong} of them wrong` : ''}`,
    },
    cells.flatMap((cell, i) => {
      const left = margin + (i % used) * (cellWidth + gap);
      return drawCell(cell, bitmaps[i]!, left, top + Math.floor(i / used) * rowHeight);
    }),
  );
};
