import { formatShape, readOptions, show, withDefault } from '@kindling/core/options';
import { card, margin, top } from '../svg/card.ts';
import { element, type Markup } from '../svg/markup.ts';
import { anyText } from '../svg/options.ts';
import { fit, label, textWidth } from '../svg/text.ts';
import { type Colour, fill, stroke } from '../svg/theme.ts';

/** `counts[actual][predicted]`, as `confusionMatrix` of `@kindling/metrics` gives it. */
export interface ConfusionCounts {
  /** A row for each actual class, with a count for each predicted one. */
  readonly counts: readonly (readonly number[])[];
  /** In the order of rows and columns. */
  readonly classNames: readonly string[];
}

export interface ConfusionMatrixPlotOptions {
  /** What stands above it. Default: 'Confusion matrix'. */
  title?: string | undefined;
}

const table = { title: withDefault(anyText, 'Confusion matrix') };

const nameSize = 12;
const longestName = 130;
const mostClasses = 200;
const recallWidth = 56;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)} %`);
const formatCount = (count: number): string =>
  Number.isInteger(count) ? count.toLocaleString('en-US') : count.toFixed(1);

const check = (matrix: ConfusionCounts): void => {
  if (typeof matrix !== 'object' || matrix === null) {
    throw new TypeError(
      `confusionMatrixPlot: matrix must be { counts, classNames }, as confusionMatrix of @kindling/metrics gives it, got ${show(matrix)}`,
    );
  }
  const { counts, classNames } = matrix;
  const isNames = Array.isArray(classNames) && Array.from(classNames).every((name) => typeof name === 'string');
  const n = isNames ? classNames.length : 0;
  if (n < 1 || n > mostClasses) {
    throw new RangeError(`confusionMatrixPlot: classNames must be 1 to ${mostClasses} names, got ${show(classNames)}`);
  }
  const lengths = Array.isArray(counts)
    ? Array.from(counts, (row: unknown) => (Array.isArray(row) ? row.length : 0))
    : [];
  if (lengths.length !== n || lengths.some((length) => length !== n)) {
    const got = formatShape([lengths.length, lengths.find((length) => length !== n) ?? n]);
    throw new RangeError(`confusionMatrixPlot: counts must be ${n} rows of ${n} for ${n} class names, got ${got}`);
  }
  for (const [actual, row] of counts.entries()) {
    for (const [predicted, count] of row.entries()) {
      if (typeof count !== 'number' || !Number.isFinite(count) || count < 0) {
        throw new RangeError(
          `confusionMatrixPlot: counts[${actual}][${predicted}] must be a finite number of at least 0, got ${show(count)}`,
        );
      }
    }
  }
};

/** Wide enough to read ten classes at ease, and never wider than a screen. */
const cellSize = (classes: number): number =>
  Math.floor(classes <= 10 ? Math.min(72, 460 / classes) : Math.min(46, Math.max(9, 620 / classes)));

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly count: number;
  readonly share: number;
  readonly right: boolean;
}

/** A share from which light figures read better on the colour than dark ones, in both schemes. */
const strong = 0.68;

const cell = ({ x, y, size, count, share, right }: Cell): readonly Markup[] => {
  const text = formatCount(count);
  const textSize = Math.min(12, (size - 8) / textWidth(text, 1));
  const box = { x: x + 1, y: y + 1, width: size - 2, height: size - 2, rx: size > 20 ? 3 : 1 };
  const tile = (colour: Colour, opacity: number) =>
    element('rect', { ...box, ...fill(colour), 'fill-opacity': opacity });
  const colour = count === 0 ? 'muted' : share > strong ? 'paper' : 'ink';
  const legible = textSize >= 7 && (count > 0 || size > 30);
  return [
    tile('rule', 0.6),
    ...(count > 0 ? [tile(right ? 'blue' : 'vermilion', 0.08 + 0.92 * share)] : []),
    ...(legible
      ? [label(x + size / 2, y + size / 2 + textSize * 0.36, text, { size: textSize, anchor: 'middle', colour })]
      : []),
  ];
};

/**
 * Counts of actual classes (rows) by predicted classes (columns). A cell's strength is its share of its row: blue on
 * the diagonal, where prediction and truth agree, vermilion beside it. The last column is each class's recall.
 *
 * @param matrix What `confusionMatrix` of `@kindling/metrics` returns; at most 200 classes.
 * @returns An SVG document that follows the page's light or dark scheme.
 * @throws When the counts are not square, not as many as the names, negative, `NaN` or infinite.
 * @example
 * ```ts
 * import { confusionMatrixPlot } from '@kindling/viz';
 *
 * const svg = confusionMatrixPlot({ counts: [[8, 2], [1, 9]], classNames: ['cat', 'dog'] });
 * ```
 */
export const confusionMatrixPlot = (matrix: ConfusionCounts, options: ConfusionMatrixPlotOptions = {}): string => {
  check(matrix);
  const { counts, classNames } = matrix;
  const { title } = readOptions('confusionMatrixPlot', table, options);
  const n = classNames.length;
  const size = cellSize(n);
  const textSize = Math.min(nameSize, size - 1);
  const names = classNames.map((name) => fit(name, textSize, longestName));
  const longest = Math.max(...names.map((name) => textWidth(name, textSize)));
  const left = margin + 22 + longest + 10;
  const slanted = names.some((name) => textWidth(name, textSize) > size - 4);
  const upper = top + 26 + (slanted ? longest * Math.SQRT1_2 + 8 : textSize);
  const extent = n * size;
  const rowSums = counts.map(total);
  const all = total(rowSums);
  const agreed = total(counts.map((row, i) => row[i]!));

  const body = [
    label(left + extent / 2, top + 8, 'predicted', { anchor: 'middle', colour: 'muted' }),
    label(margin + 10, upper + extent / 2, 'actual', { anchor: 'middle', colour: 'muted', rotate: -90 }),
    label(left + extent + recallWidth, upper - 8, 'recall', { anchor: 'end', colour: 'muted', size: 11 }),
    ...names.flatMap((name, i) => {
      const centre = left + (i + 0.5) * size;
      const middle = upper + (i + 0.5) * size;
      const recall = percent(counts[i]![i]! / rowSums[i]!);
      return [
        slanted
          ? label(centre + textSize * 0.3, upper - 8, name, { size: textSize, rotate: -45 })
          : label(centre, upper - 8, name, { size: textSize, anchor: 'middle' }),
        label(left - 10, middle + textSize * 0.36, name, { size: textSize, anchor: 'end' }),
        label(left + extent + recallWidth, middle + textSize * 0.36, recall, {
          size: Math.min(11, textSize),
          anchor: 'end',
          colour: 'muted',
        }),
      ];
    }),
    ...counts.flatMap((row, actual) =>
      row.flatMap((count, predicted) =>
        cell({
          x: left + predicted * size,
          y: upper + actual * size,
          size,
          count,
          share: rowSums[actual] === 0 ? 0 : count / rowSums[actual]!,
          right: actual === predicted,
        }),
      ),
    ),
    ...(n === 1
      ? []
      : [
          element('rect', {
            x: left - 2,
            y: upper - 2,
            width: extent + 4,
            height: extent + 4,
            rx: 5,
            'stroke-width': 1,
            ...stroke('edge'),
          }),
        ]),
  ];
  const slant = slanted ? longest * Math.SQRT1_2 - size : 0;
  return card(
    {
      width: Math.max(360, left + extent + Math.max(recallWidth, slant) + margin),
      height: upper + extent + margin,
      title,
      note: `accuracy ${percent(agreed / all)} of ${formatCount(all)}`,
      description: `${title}: ${n} classes, accuracy ${percent(agreed / all)} of ${formatCount(all)}`,
    },
    body,
  );
};
