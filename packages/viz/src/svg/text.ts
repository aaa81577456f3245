// internal: labels: what may stand in them, how wide they are, and how they are cut to a width
import { type Attributes, element, type Markup, words } from './markup.ts';
import { type Colour, fill } from './theme.ts';

/** More letters than this are never looked at. */
const most = 200;

/** What XML 1.0 has no way to write: most control characters, halves of surrogate pairs, two non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
const unwritable = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

const clean = (text: string): string => text.slice(0, most).replace(/\s+/g, ' ').replace(unwritable, '').trim();

/** Widths in ems, close to Roboto's. */
const letterWidth = (letter: string): number => {
  if (/[ijlI.,:;'|!]/.test(letter)) return 0.25;
  if (/[ftr()[\]/\- ]/.test(letter)) return 0.34;
  if (/[mwMW@%…—]/.test(letter)) return 0.86;
  if (/[A-Z]/.test(letter)) return 0.65;
  return letter > '\u2e7f' ? 1 : 0.56;
};

/** Browsers without Roboto take a font that may be this much wider. */
export const slack = 1.12;

/** About how wide a text is, in pixels. */
export const textWidth = (text: string, size: number): number => {
  let ems = 0;
  for (const letter of clean(text)) ems += letterWidth(letter);
  return ems * size;
};

/** The text, or as much of its beginning as fits, with an ellipsis. */
export const fit = (text: string, size: number, width: number): string => {
  const whole = clean(text);
  if (text.length <= most && textWidth(whole, size) <= width) return whole;
  const letters = [...whole];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
};

/** The text, or its beginning, in lines that fit; a word that is longer than a line is cut to it. */
export const wrap = (text: string, size: number, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of [...clean(text).split(' '), ...(text.length > most ? ['…'] : [])]) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length === 0 || textWidth(longer, size) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => fit(line, size, width));
};

export interface LabelStyle {
  readonly size?: number;
  readonly colour?: Colour;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  /** In degrees, about the label's own point. */
  readonly rotate?: number;
}

/** One line of text with its baseline at y. */
export const label = (x: number, y: number, text: string, style: LabelStyle = {}): Markup => {
  const { size = 12, colour = 'ink', anchor = 'start', bold = false, rotate } = style;
  const place: Attributes =
    rotate === undefined ? { x, y } : { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(${rotate})` };
  const weight = bold ? 500 : undefined;
  const anchored = anchor === 'start' ? undefined : anchor;
  return element(
    'text',
    { ...place, 'font-size': size, 'font-weight': weight, 'text-anchor': anchored, ...fill(colour) },
    words(clean(text)),
  );
};
