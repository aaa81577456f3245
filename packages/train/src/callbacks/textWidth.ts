// internal: how many columns of a terminal a text takes
const wide =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const mark = /^[\p{Mark}\p{Format}]+$/u;

const segmenter = new Intl.Segmenter();

const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

const widthOf = (grapheme: string): number => {
  if (mark.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
};

/** East Asian letters and emoji take two columns each, marks none. */
export const textWidth = (text: string): number =>
  graphemes(text).reduce((columns, grapheme) => columns + widthOf(grapheme), 0);

/** The text cut to this many columns, with `…` for what is missing. */
export const truncate = (text: string, columns: number): string => {
  if (textWidth(text) <= columns) return text;
  let cut = '';
  let used = 1;
  for (const grapheme of graphemes(text)) {
    used += widthOf(grapheme);
    if (used > columns) break;
    cut += grapheme;
  }
  return columns < 1 ? '' : `${cut}…`;
};
