// internal: one picture of `shapes`, and of `drawShape`
import { threefry2x32 } from '@kindling/core';
import { extent, type Outline, outlines } from './outlines.ts';

export const side = 32;
export const channels = 3;
export const pictureSize = side * side * channels;
export const classNames = Object.keys(outlines);
const figures: readonly Outline[] = Object.values(outlines);

/** Sixteen words for the scene, then one for the noise of four bytes. */
const sceneWords = 16;

/** Channels in 0..255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What a picture shows. */
export interface Scene {
  readonly front: Colour;
  readonly back: Colour;
  /** The figure's centre in pixels, its half size, and its turn. */
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly cos: number;
  readonly sin: number;
  /** What the background gains from pixel to pixel, in 0..255. */
  readonly slopeX: number;
  readonly slopeY: number;
}

/** From hue, saturation and lightness in 0..1 to channels in 0..255: piecewise linear, so no angle is computed. */
const colour = (hue: number, saturation: number, lightness: number): Colour => {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (turn: number): number => {
    const k = (turn + 12 * hue) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [channel(0), channel(8), channel(4)];
};

/** What a picture of the set shows, from random words. */
const sceneOf = (words: Uint32Array): Scene => {
  let drawn = 0;
  const between = (low: number, high: number): number => low + ((high - low) * words[drawn++]!) / 2 ** 32;
  const lightOnDark = between(0, 4) < 3;
  const light = between(0.62, 0.87);
  const dark = between(0.12, 0.37);
  // A turn of ±15° from t = tan(angle / 2), which needs no sine: cos = (1 - t²) / (1 + t²), sin = 2t / (1 + t²).
  const t = between(-0.13165249758739583, 0.13165249758739583);
  return {
    front: colour(between(0, 1), between(0.4, 1), lightOnDark ? light : dark),
    back: colour(between(0, 1), between(0.2, 0.8), lightOnDark ? dark : light),
    x: side / 2 + between(-3, 3),
    y: side / 2 + between(-3, 3),
    r: between(7, 12),
    cos: (1 - t * t) / (1 + t * t),
    sin: (2 * t) / (1 + t * t),
    slopeX: 255 * between(-0.006, 0.006),
    slopeY: 255 * between(-0.006, 0.006),
  };
};

/** Triangular noise within ±`reach` of the full range for every byte: the sum of its two halves. */
const noiseOf = (reach: number): Float64Array =>
  Float64Array.from({ length: 256 }, (_, byte) => (255 * reach * ((byte & 15) + (byte >> 4) - 15)) / 15);

/** How far the noise of the set goes. */
export const noiseOfSet = 0.12;

/**
 * A brush that draws picture `index` of a seed, of class `index mod 10`, into `bytes` at `at`: `[32, 32, 3]`, a pure
 * function of both numbers with the same bytes on every platform. The array rounds and clamps.
 */
export const brush = (seed: number): ((index: number, bytes: Uint8ClampedArray, at: number) => void) => {
  const draw = sceneBrush(seed, noiseOfSet);
  return (index, bytes, at) => draw(index, figures[index % figures.length]!, sceneOf, bytes, at);
};

/** A brush for scenes that come of picture `index`'s random words, as the noise does. */
export const sceneBrush = (seed: number, noiseReach: number) => {
  const words = new Uint32Array(sceneWords + pictureSize / 4);
  const cover = new Float64Array(side * side);
  const high = Math.floor(seed / 2 ** 32);
  const noise = noiseOf(noiseReach);
  return (
    index: number,
    outline: Outline,
    sceneFrom: (words: Uint32Array) => Scene,
    bytes: Uint8ClampedArray,
    at: number,
  ): void => {
    for (let word = 0; word < words.length; word += 2) threefry2x32(seed, high, index, word / 2, words, word);
    const scene = sceneFrom(words);
    fillCover(outline, scene, cover);
    for (let channel = 0; channel < channels; channel++) {
      paint(scene, channel, cover, words, noise, bytes, at + channel);
    }
  };
};

/** How much of each pixel lies inside; the edge is one pixel wide. */
const fillCover = (outline: Outline, { x, y, r, cos, sin }: Scene, cover: Float64Array): void => {
  const reach = (extent * r + 1) * (extent * r + 1);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const across = column + 0.5 - x;
      const down = row + 0.5 - y;
      const outside = across * across + down * down > reach;
      const edge = outside ? 1 : outline(across * cos + down * sin, down * cos - across * sin, r);
      cover[row * side + column] = Math.min(1, Math.max(0, 0.5 - edge));
    }
  }
};

/** One channel of a picture: the figure before its sloping background, and noise. */
const paint = (
  { front, back, slopeX, slopeY }: Scene,
  channel: number,
  cover: Float64Array,
  words: Uint32Array,
  noise: Float64Array,
  bytes: Uint8ClampedArray,
  at: number,
): void => {
  const figure = front[channel]!;
  const ground = back[channel]! - (slopeX + slopeY) * (side / 2);
  for (let pixel = 0; pixel < cover.length; pixel++) {
    const behind = ground + slopeX * (pixel % side) + slopeY * Math.floor(pixel / side);
    const byte = pixel * channels + channel;
    const random = (words[sceneWords + (byte >> 2)]! >>> (8 * (byte & 3))) & 255;
    bytes[at + pixel * channels] = behind + (figure - behind) * cover[pixel]! + noise[random]!;
  }
};
