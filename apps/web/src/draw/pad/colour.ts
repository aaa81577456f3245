/** Red, green and blue in 0..255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** From hue, saturation and lightness in 0..1. */
export const colourOf = (hue: number, saturation: number, lightness: number): Colour => {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (turn: number): number => {
    const k = (turn + 12 * hue) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
};

export const cssOf = (colour: Colour): string => `rgb(${colour.join(' ')})`;

export interface Palette {
  readonly front: Colour;
  readonly back: Colour;
}

/** Light on dark, as most of the set is: hand-drawn shapes are told best so. The first is what the pad begins with. */
export const palettes: readonly [Palette, ...Palette[]] = [
  { front: [236, 199, 144], back: [31, 56, 94] },
  { front: colourOf(0.42, 0.6, 0.75), back: colourOf(0.93, 0.45, 0.24) },
  { front: colourOf(0.14, 0.9, 0.72), back: colourOf(0.75, 0.4, 0.25) },
  { front: colourOf(0.95, 0.8, 0.78), back: colourOf(0.5, 0.5, 0.2) },
  { front: colourOf(0.55, 0.8, 0.76), back: colourOf(0.07, 0.5, 0.22) },
  { front: colourOf(0.22, 0.7, 0.72), back: colourOf(0.62, 0.5, 0.22) },
];
