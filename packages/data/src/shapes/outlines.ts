// internal: the ten classes of `shapes`, as signed distances

/**
 * The distance of the point (u, v) from a figure's edge in pixels, negative inside; v points down, `r` is the figure's
 * half size. Only + - * / and square roots, which give the same bits everywhere.
 */
export type Outline = (u: number, v: number, r: number) => number;

const { abs, floor, max, min, sqrt } = Math;

const box = (u: number, v: number, width: number, height: number): number => max(abs(u) - width, abs(v) - height);
const band = (edge: number, width: number): number => abs(edge) - width / 2;
const length = (u: number, v: number): number => sqrt(u * u + v * v);
const plus: Outline = (u, v, r) => min(box(u, v, r, 0.22 * r), box(u, v, 0.22 * r, r));

/** Every second square of a grid. */
const checkered = (u: number, v: number, cell: number): number => {
  const column = floor(u / cell);
  const row = floor(v / cell);
  const across = u - column * cell;
  const down = v - row * cell;
  const edge = min(across, cell - across, down, cell - down);
  return (column + row) % 2 === 0 ? -edge : edge;
};

export const outlines = {
  disc: (u, v, r) => length(u, v) - r,
  ring: (u, v, r) => band(length(u, v) - 0.8 * r, 0.36 * r),
  square: (u, v, r) => box(u, v, 0.85 * r, 0.85 * r),
  frame: (u, v, r) => band(box(u, v, 0.8 * r, 0.8 * r), 0.3 * r),
  // Three half planes: the base, and two sides at 60° to it (cos 30° = 0.866).
  triangle: (u, v, r) => max(v - 0.8 * r, 0.8742 * abs(u) - 0.4857 * v - 0.4857 * r),
  diamond: (u, v, r) => Math.SQRT1_2 * (abs(u) + abs(v) - 0.9 * r),
  plus,
  cross: (u, v, r) => plus(Math.SQRT1_2 * (u + v), Math.SQRT1_2 * (u - v), r),
  bars: (u, v, r) => max(box(u, v, r, r), min(abs(v), abs(abs(v) - 0.8 * r)) - 0.2 * r),
  checks: (u, v, r) => max(box(u, v, r, r), checkered(u + r, v + r, r / 1.5)),
} as const satisfies Readonly<Record<string, Outline>>;

/** Every figure lies within this many half sizes of its centre. */
export const extent = 1.45;
