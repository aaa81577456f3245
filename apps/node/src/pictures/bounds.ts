/** Rows from the top; four bytes a pixel: red, green, blue, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Work on one file is bounded by these, before anything of it is decoded. */
export const mostMegapixels = 40;
const longestSide = 20_000;

/** What is wrong with a picture file, and what to do. */
export const broken = (what: string, cause?: unknown): Error =>
  new Error(`${what}; take another copy of it, or save it anew as PNG or JPEG`, { cause });

export const tooLarge = (what: string): Error => new Error(`${what}; save a smaller copy of it`);

/** @throws Error for a picture without pixels, with too many, or with too long a side */
export const requireSize = (width: number, height: number): void => {
  if (!(width > 0 && height > 0)) throw broken('a picture without pixels');
  if (width * height > mostMegapixels * 1e6) {
    throw tooLarge(`${width} by ${height} pixels, more than ${mostMegapixels} million`);
  }
  if (Math.max(width, height) > longestSide) {
    throw tooLarge(`${width} by ${height} pixels, a side of more than ${longestSide}`);
  }
};
