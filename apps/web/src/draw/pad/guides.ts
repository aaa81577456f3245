import type { ShapeName } from '@kindling/data/shapes';

const box = (left: number, top: number, width: number, height = width): string =>
  `M${left} ${top}h${width}v${height}h${-width}z`;
const circle = (radius: number): string =>
  `M${16 - radius} 16a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;

/** What the set has filled: outlines of these are taken for something else. */
export const isFilled = (name: ShapeName): boolean => ['disc', 'square', 'triangle', 'diamond'].includes(name);

/** Edges of each class as SVG paths of a 32 × 32 picture, to be traced by a hand. */
export const guides: Readonly<Record<ShapeName, string>> = {
  disc: circle(9),
  ring: `${circle(9)}${circle(5.5)}`,
  square: box(8, 8, 16),
  frame: `${box(7, 7, 18)}${box(10.5, 10.5, 11)}`,
  triangle: 'M16 6.5L25 23L7 23z',
  diamond: 'M16 7L25 16L16 25L7 16z',
  plus: 'M14 7h4v7h7v4h-7v7h-4v-7h-7v-4h7z',
  cross: 'M8.2 11L11 8.2L16 13.2L21 8.2L23.8 11L18.8 16L23.8 21L21 23.8L16 18.8L11 23.8L8.2 21L13.2 16z',
  bars: `${box(7, 7, 18, 4)}${box(7, 14, 18, 4)}${box(7, 21, 18, 4)}`,
  checks: `${box(7, 7, 6)}${box(19, 7, 6)}${box(13, 13, 6)}${box(7, 19, 6)}${box(19, 19, 6)}`,
};
