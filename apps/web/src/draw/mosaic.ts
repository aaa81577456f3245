import { pictureBytes, placeRgb, side } from './tile.ts';

export interface Mosaic {
  readonly columns: number;
  readonly rows: number;
  /** Between pictures, in pixels of theirs. */
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

/** Columns, and the least between them; the last two are for a page at 400 %. */
const layouts = [
  [10, 3],
  [8, 2],
  [5, 1],
  [4, 1],
  [2, 1],
] as const;
/** Where the width is not known yet. */
const usual = 5;

/** As many columns of pictures as fit a width that shows each pixel `zoom` wide, ten at most. */
export const mosaicOf = (count: number, room: number, zoom = 2): Mosaic => {
  const [columns] = layouts.find(([across, least]) => room >= zoom * (across * side + (across - 1) * least)) ?? [usual];
  const spare = Math.floor((room / zoom - columns * side) / (columns - 1));
  const gap = Math.max(1, Math.min(8, spare));
  const rows = Math.ceil(count / columns);
  const long = (cells: number): number => Math.max(0, cells * side + (cells - 1) * gap);
  return { columns, rows, gap, width: long(columns), height: long(rows) };
};

/** The corner of a picture in a mosaic, in pixels of the pictures. */
export const cornerOf = ({ columns, gap }: Mosaic, index: number): { readonly x: number; readonly y: number } => ({
  x: (index % columns) * (side + gap),
  y: Math.floor(index / columns) * (side + gap),
});

/** Draws pictures side by side, all in one canvas; what lies between them stays clear. */
export const drawMosaic = (canvas: HTMLCanvasElement, pixels: Uint8Array, mosaic: Mosaic): void => {
  canvas.width = mosaic.width;
  canvas.height = mosaic.height;
  const image = new ImageData(mosaic.width, mosaic.height);
  for (let index = 0; (index + 1) * pictureBytes <= pixels.length; index++) {
    placeRgb(pixels, index, image.data, mosaic.width, cornerOf(mosaic, index));
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
};
