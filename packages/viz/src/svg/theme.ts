// internal: the two palettes, and how an element wears them
import { styleSheet } from './markup.ts';

/**
 * Blue against vermilion keeps apart for every common kind of colour blindness. Elements carry the light colours as
 * attributes, which every renderer understands; a style sheet exchanges them where a dark page is preferred.
 */
const palette = {
  paper: { light: '#ffffff', dark: '#111821' },
  edge: { light: '#dfe3e8', dark: '#2b3644' },
  rule: { light: '#e9ecf0', dark: '#212b37' },
  ink: { light: '#1c2530', dark: '#e8edf3' },
  muted: { light: '#626d7a', dark: '#98a5b3' },
  blue: { light: '#0a67b2', dark: '#62b3f5' },
  vermilion: { light: '#c94a08', dark: '#ff9b5c' },
} as const;

export type Colour = keyof typeof palette;

export const scope = 'kindling-plot';

export const fill = (colour: Colour): { class: string; fill: string } => ({
  class: colour,
  fill: palette[colour].light,
});

export const stroke = (colour: Colour): { class: string; fill: string; stroke: string } => ({
  class: `${colour}-line`,
  fill: 'none',
  stroke: palette[colour].light,
});

const dark = Object.entries(palette)
  .map(([name, colour]) => `.${scope} .${name}{fill:${colour.dark}}.${scope} .${name}-line{stroke:${colour.dark}}`)
  .join('');

export const theme = styleSheet(`@media (prefers-color-scheme:dark){${dark}}`);
