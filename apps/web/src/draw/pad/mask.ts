/** What is drawn, a byte a pixel: 255 under the brush, 0 elsewhere, row by row. */
export interface Mask {
  readonly width: number;
  readonly bytes: Uint8Array | Uint8ClampedArray;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  /** One past the last. */
  readonly right: number;
  readonly bottom: number;
}

const isInk = (byte: number): boolean => byte > 127;

/** The smallest box around the ink; undefined where there is none. */
export const boxOf = ({ width, bytes }: Mask): Box | undefined => {
  let [left, top, right, bottom] = [width, -1, 0, 0];
  for (let at = 0, row = 0; at < bytes.length; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (!isInk(bytes[at]!)) continue;
      if (top < 0) top = row;
      bottom = row + 1;
      if (column < left) left = column;
      if (column >= right) right = column + 1;
    }
  }
  return top < 0 ? undefined : { left, top, right, bottom };
};

/** The places that ink encloses: those without ink from which no way leads to the edge. */
export const holesOf = ({ width, bytes }: Mask): readonly number[] => {
  const reached = new Uint8Array(bytes.length);
  const open: number[] = [];
  const reach = (at: number): void => {
    if (reached[at] === 1 || isInk(bytes[at]!)) return;
    reached[at] = 1;
    open.push(at);
  };
  const height = bytes.length / width;
  for (let i = 0; i < width; i++) {
    reach(i);
    reach((height - 1) * width + i);
  }
  for (let i = 0; i < height; i++) {
    reach(i * width);
    reach(i * width + width - 1);
  }
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at % width > 0) reach(at - 1);
    if (at % width < width - 1) reach(at + 1);
    if (at >= width) reach(at - width);
    if (at < bytes.length - width) reach(at + width);
  }
  const holes: number[] = [];
  for (let at = 0; at < bytes.length; at++) if (reached[at] === 0 && !isInk(bytes[at]!)) holes.push(at);
  return holes;
};
