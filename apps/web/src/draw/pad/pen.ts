import { type Point, padWidth } from './marks.ts';

/** Where the pen of the keys begins. */
export const penStart: Point = [padWidth / 2, padWidth / 2];

const straight = 24;
/** With Shift, for what is to be exact. */
const fine = 6;

/** Across and down. The four around the arrows lead along the diagonals, as on a number pad. */
const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

export const isPenKey = (key: string): boolean => Object.hasOwn(directions, key);

const within = (value: number): number => Math.min(padWidth, Math.max(0, value));

/** Where keys that are held down together lead: two arrows lead along a diagonal. */
export const penMoved = ([x, y]: Point, held: Iterable<string>, isFine: boolean): Point => {
  let [across, down] = [0, 0];
  for (const key of held) {
    const [right, below] = directions[key] ?? [0, 0];
    across += right;
    down += below;
  }
  const step = isFine ? fine : straight;
  return [within(x + Math.sign(across) * step), within(y + Math.sign(down) * step)];
};
