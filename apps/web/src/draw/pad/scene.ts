import { drawShape, type ShapeName } from '@kindling/data/shapes';
import { colourOf } from './colour.ts';

/** A shape as the sliders have it. */
export interface Scene {
  readonly shape: ShapeName;
  /** Degrees to the right. */
  readonly turn: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Degrees of the colour wheel. */
  readonly front: number;
  readonly back: number;
  /** From dark on light, -100, to light on dark, 100. */
  readonly contrast: number;
}

export type SliderName = Exclude<keyof Scene, 'shape'>;

export const firstScene: Scene = {
  shape: 'plus',
  turn: 0,
  x: 16,
  y: 16,
  size: 9.5,
  front: 40,
  back: 215,
  contrast: 100,
};

/** Lowest, highest and step of each. */
export const sliders: Readonly<Record<SliderName, readonly [low: number, high: number, step: number]>> = {
  turn: [-180, 180, 1],
  size: [3, 16, 0.5],
  x: [4, 28, 0.5],
  y: [4, 28, 0.5],
  front: [0, 360, 5],
  back: [0, 360, 5],
  contrast: [-100, 100, 5],
};

/** As light and dark at full contrast as the set's colours are on the mean. */
const reach = 0.25;

export const sceneColours = ({ front, back, contrast }: Scene) => {
  const away = (reach * contrast) / 100;
  return { front: colourOf(front / 360, 0.7, 0.5 + away), back: colourOf(back / 360, 0.5, 0.5 - away) };
};

const seed = 7;

export const scenePicture = (scene: Scene): Uint8Array => {
  const { shape, turn, x, y, size } = scene;
  return drawShape({ shape, turn, x, y, size, ...sceneColours(scene), seed }).data;
};

/** Degrees after which a shape is the same again; the others need a whole turn. */
const turnsOver: Readonly<Partial<Record<ShapeName, number>>> = {
  ...{ disc: 1, ring: 1, bars: 180 },
  ...{ square: 90, frame: 90, diamond: 90, plus: 90, cross: 90, checks: 90 },
};

/** How far a shape looks turned. */
const turnOf = ({ shape, turn }: Pick<Scene, 'shape' | 'turn'>): number => {
  const over = turnsOver[shape] ?? 360;
  const rest = Math.abs(turn) % over;
  return Math.min(rest, over - rest);
};

const limits = { turn: 15, size: [7, 12], place: 3, contrast: 50 } as const;

/** The sliders that stand where no picture of the set is. */
export const beyondSet = ({ shape, turn, size, x, y, contrast }: Scene): readonly SliderName[] => [
  ...(turnOf({ shape, turn }) > limits.turn ? (['turn'] as const) : []),
  ...(size < limits.size[0] || size > limits.size[1] ? (['size'] as const) : []),
  ...(Math.abs(x - 16) > limits.place ? (['x'] as const) : []),
  ...(Math.abs(y - 16) > limits.place ? (['y'] as const) : []),
  ...(Math.abs(contrast) < limits.contrast ? (['contrast'] as const) : []),
];
