// internal: the card every plot is drawn on
import { element, type Markup } from './markup.ts';
import { fit, label } from './text.ts';
import { fill, scope, stroke, theme } from './theme.ts';

export const margin = 24;
/** Where the body begins under the title. */
export const top = 60;

const fonts = "Roboto, system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

export interface Card {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** A figure or two, at the right of the title. */
  readonly note?: string;
  /** What a screen reader says. */
  readonly description: string;
}

/** A whole SVG document with a background of its own, so that it reads on any page. */
export const card = ({ width, height, title, note = '', description }: Card, body: readonly Markup[]): string => {
  const room = width - 2 * margin;
  const shortNote = fit(note, 12, room / 2);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: scope,
      role: 'img',
      'aria-label': fit(description, 1, 200),
      'font-family': fonts,
    },
    theme,
    element('rect', { width, height, rx: 12, ...fill('paper') }),
    element('rect', { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 11.5, ...stroke('edge') }),
    label(margin, 36, fit(title, 16, room / 2), { size: 16, bold: true }),
    ...(shortNote === '' ? [] : [label(width - margin, 36, shortNote, { anchor: 'end', colour: 'muted' })]),
    ...body,
  );
};
