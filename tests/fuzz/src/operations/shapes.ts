import { sizeOf } from '@kindling/core';
import type { Draw } from '../draw.ts';

/** Lengths of axes: now and then none, mostly few; fewer where there are many axes. */
export const drawShape = (draw: Draw, least = 0, most = 6): number[] => {
  const rank = least + draw.int(most - least + 1);
  const lengths = rank > 3 ? [1, 2, 2, 3] : [1, 2, 3, 4, 5, 7];
  const shape = Array.from({ length: rank }, () => draw.pick(lengths));
  return draw.chance(0.06) && rank > 0 ? shape.with(draw.int(rank), 0) : shape;
};

/** Longer ones too, for kernels that work in strips. */
export const drawLength = (draw: Draw): number => (draw.chance(0.05) ? 0 : 1 + draw.int(draw.chance(0.3) ? 40 : 6));

/** Shapes that are broadcast together. */
export const drawTogether = (draw: Draw, count: number): number[][] => {
  const shape = drawShape(draw);
  const repeated = (): number[] =>
    shape.map((length) => (draw.chance(0.25) ? 1 : length)).slice(draw.chance(0.2) ? draw.int(shape.length + 1) : 0);
  return draw.chance(0.4) ? drawList(count, () => shape) : drawList(count, repeated);
};

/** An axis, counted from either end. */
export const drawAxis = (draw: Draw, rank: number): number => draw.int(2 * rank) - rank;

/** Some axes, each once; undefined for all. */
export const drawAxes = (draw: Draw, rank: number): number | number[] | undefined => {
  if (rank === 0 || draw.chance(0.2)) return undefined;
  if (draw.chance(0.4)) return drawAxis(draw, rank);
  const axes = drawList(rank, (axis) => axis).filter(() => draw.chance(0.5));
  return draw.chance(0.5) ? axes : axes.map((axis) => axis - rank);
};

export const drawOrder = (draw: Draw, rank: number): number[] => {
  const left = drawList(rank, (axis) => axis);
  return drawList(rank, () => left.splice(draw.int(left.length), 1)[0]!);
};

/** Another shape of as many elements. */
export const drawReshaped = (draw: Draw, shape: readonly number[]): number[] => {
  const size = sizeOf(shape);
  if (size > 0 && draw.chance(0.3)) return [-1];
  return draw.pick([
    [size],
    [...shape, 1],
    [1, ...shape],
    [...shape].reverse(),
    shape.filter((length) => length !== 1),
  ]);
};

export const drawList = <T>(count: number, each: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => each(at));
