import { pictureBytes, placeRgb, side } from './tile.ts';

export interface Mosaic {
  readonly columns: number;
  readonly rows: number;
  /** Between pictures, in pixels of theirs. */
  readonly gap: number;
  readonly width: number;
  readonly height: number;
  /** How wide a pixel is shown: so that a row ends where its room does. */
  readonly scale: number;
}

/** Columns, how wide a pixel is shown at least, and pixels between them; the last two are for a page at 400 %. */
const layouts = [
  [10, 3, 3],
  [10, 2, 3],
  [8, 2, 2],
  [5, 2, 1],
  [4, 2, 1],
  [2, 2, 1],
] as const;
/** Where the width is not known yet. */
const usual = layouts[3];

const long = (cells: number, gap: number): number => Math.max(0, cells * side + (cells - 1) * gap);

/** As many columns of pictures as fit a width, ten at most, and as large as there is room for. */
export const mosaicOf = (count: number, room: number): Mosaic => {
  const [columns, zoom, least] = layouts.find(([across, wide, gap]) => room >= wide * long(across, gap)) ?? usual;
  const gap = Math.max(least, Math.floor((room / zoom - columns * side) / (columns - 1)));
  const rows = Math.ceil(count / columns);
  const width = long(columns, gap);
  return { columns, rows, gap, width, height: long(rows, gap), scale: Math.max(zoom, room / width) };
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
