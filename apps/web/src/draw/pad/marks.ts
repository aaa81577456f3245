import { holesOf, type Mask } from './mask.ts';

/** The pad's own pixels across, two to each of the page's. */
export const padWidth = 576;
/** As wide on the pad as the set's rings are on theirs. */
const brushWidth = 60;

export type Point = readonly [x: number, y: number];

/** A stroke of the brush, or that whatever was closed then was filled. */
export type Mark = { readonly kind: 'stroke'; readonly points: readonly Point[] } | { readonly kind: 'fill' };

/** A stroke, or a piece of one that begins where the piece before ended. */
export const drawStroke = (context: CanvasRenderingContext2D, points: readonly Point[], colour: string): void => {
  const [first, ...rest] = points;
  if (first === undefined) return;
  context.strokeStyle = colour;
  context.lineWidth = brushWidth;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(...first);
  // A line of next to no length, so that a tap leaves a dot: one of none is not drawn.
  context.lineTo(first[0] + 0.01, first[1]);
  for (const point of rest) context.lineTo(...point);
  context.stroke();
};

export const maskOf = (context: CanvasRenderingContext2D): Mask => {
  const { data } = context.getImageData(0, 0, padWidth, padWidth);
  const bytes = new Uint8Array(padWidth * padWidth);
  for (let at = 0; at < bytes.length; at++) bytes[at] = data[at * 4 + 3]!;
  return { width: padWidth, bytes };
};

const fill = (context: CanvasRenderingContext2D, colour: string): void => {
  context.fillStyle = colour;
  const holes = holesOf(maskOf(context));
  // Runs of a row at once; a pixel to each side closes the soft edge.
  for (let at = 0; at < holes.length; ) {
    const first = holes[at]!;
    let length = 1;
    while (holes[at + length] === first + length && (first + length) % padWidth > 0) length += 1;
    context.fillRect((first % padWidth) - 1, Math.floor(first / padWidth) - 1, length + 2, 3);
    at += length;
  }
};

/** All marks anew, in one colour, on nothing. */
export const drawMarks = (context: CanvasRenderingContext2D, marks: readonly Mark[], colour: string): void => {
  context.clearRect(0, 0, padWidth, padWidth);
  for (const mark of marks) {
    if (mark.kind === 'stroke') drawStroke(context, mark.points, colour);
    else fill(context, colour);
  }
};
