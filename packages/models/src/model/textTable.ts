// internal: a table of lines and boxes

/** One column; `width` is the least inside of its borders. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** A row: for each column its lines. */
export type Row = readonly (readonly string[])[];

/** A table in which no text is cut: a column is as wide as its longest line. */
export const formatTable = (columns: readonly Column[], rows: readonly Row[]): string => {
  const widths = columns.map(({ title, width }, i) =>
    rows
      .flatMap((row) => row[i]!)
      .reduce((most, line) => Math.max(most, line.length + 2), Math.max(width, title.length + 2)),
  );
  const rule = (left: string, line: string, cross: string, right: string) =>
    left + widths.map((width) => line.repeat(width)).join(cross) + right;
  const cell = (text: string, i: number) => {
    const room = widths[i]! - 2;
    return ` ${columns[i]!.align === 'right' ? text.padStart(room) : text.padEnd(room)} `;
  };
  const lines = (row: Row, border: string) =>
    Array.from({ length: row.reduce((most, { length: lines }) => Math.max(most, lines), 0) }, (_, line) => {
      const cells = row.map((texts, i) => cell(texts[line] ?? '', i));
      return border + cells.join(border) + border;
    }).join('\n');
  const between = rule('├', '─', '┼', '┤');
  const titles = columns.map(({ title }) => [title]);
  return [
    rule('┏', '━', '┳', '┓'),
    lines(titles, '┃'),
    rule('┡', '━', '╇', '┩'),
    ...rows.flatMap((row, i) => (i === 0 ? [lines(row, '│')] : [between, lines(row, '│')])),
    rule('└', '─', '┴', '┘'),
  ].join('\n');
};
