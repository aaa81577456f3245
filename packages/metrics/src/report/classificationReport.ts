import { optionOf, readOptions, requireNumber, show, withDefault } from '@kindling/core';
import type { ConfusionMatrix } from './confusionMatrix.ts';
import { requireClassNames } from './requireClassNames.ts';

export interface ClassificationReportOptions {
  /** Digits after the point, from 0 to 20. Default: 2. */
  digits?: number | undefined;
}

const requireDigits = (owner: string, name: string, value: unknown): void => {
  requireNumber(owner, name, value, 0);
  if (!Number.isInteger(value) || (value as number) > 20) {
    throw new RangeError(`${owner}: ${name} must be an integer from 0 to 20, got ${value}`);
  }
};

const table = { digits: withDefault(optionOf<number>(requireDigits), 2) };

interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/**
 * Precision, recall, f1 and support of every class, then accuracy, the plain mean over classes (macro) and the mean
 * weighted by support, laid out as scikit-learn does.
 *
 * A class that was never predicted has precision 0, one that never occurs recall 0, as in scikit-learn.
 *
 * @returns Lines without a newline at the end.
 * @throws When `counts` is not a square of counts, a row and a column a class.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.metrics.classification_report.html
 * @example
 * ```ts
 * import { classificationReport, confusionMatrix } from '@kindling/metrics';
 *
 * const matrix = confusionMatrix(['cat', 'dog', 'dog'], ['cat', 'dog', 'cat'], { classNames: ['cat', 'dog'] });
 * const report = classificationReport(matrix);
 * //               precision    recall  f1-score   support
 * //
 * //          cat       0.50      1.00      0.67         1
 * //          dog       1.00      0.50      0.67         2
 * //
 * //     accuracy                           0.67         3
 * //    macro avg       0.75      0.75      0.67         3
 * // weighted avg       0.83      0.67      0.67         3
 * ```
 */
export const classificationReport = (matrix: ConfusionMatrix, options: ClassificationReportOptions = {}): string => {
  const { digits } = readOptions('classificationReport', table, options);
  const { counts, classNames } = requireMatrix(matrix);
  const classes = classNames.map((_, index) => scoresOf(counts, index));
  const support = sum(classes.map((scores) => scores.support));
  const accuracy = ratio(sum(counts.map((row, index) => row[index]!)), support);
  const average = (weight: (scores: Scores) => number): Scores => {
    const total = sum(classes.map(weight));
    const mean = (of: (scores: Scores) => number): number =>
      ratio(sum(classes.map((scores) => weight(scores) * of(scores))), total);
    return { precision: mean((s) => s.precision), recall: mean((s) => s.recall), f1: mean((s) => s.f1), support };
  };

  const width = Math.max('weighted avg'.length, ...classNames.map((name) => name.length));
  const line = (heading: string, ...cells: readonly string[]): string =>
    `${heading.padStart(width)} ${cells.map((cell) => ` ${cell.padStart(9)}`).join('')}`;
  const scoreLine = (heading: string, { precision, recall, f1, support }: Scores): string =>
    line(heading, ...[precision, recall, f1].map((score) => fixed(score, digits)), String(support));
  return [
    line('', 'precision', 'recall', 'f1-score', 'support'),
    '',
    ...classes.map((scores, index) => scoreLine(classNames[index]!, scores)),
    '',
    line('accuracy', '', '', fixed(accuracy, digits), String(support)),
    scoreLine(
      'macro avg',
      average(() => 1),
    ),
    scoreLine(
      'weighted avg',
      average((scores) => scores.support),
    ),
  ].join('\n');
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);

const scoresOf = (counts: ConfusionMatrix['counts'], index: number): Scores => {
  const right = counts[index]![index]!;
  const support = sum(counts[index]!);
  const predicted = sum(counts.map((row) => row[index]!));
  return {
    precision: ratio(right, predicted),
    recall: ratio(right, support),
    f1: ratio(2 * right, predicted + support),
    support,
  };
};

/** As Python prints it: what lies exactly between two goes to the even digit, where toFixed rounds up. */
const fixed = (value: number, digits: number): string => {
  const isTie = (value * 2 ** (digits + 1)) % 2 === 1;
  const even = (2 * Math.round((value * 10 ** digits) / 2)) / 10 ** digits;
  return (isTie ? even : value).toFixed(digits);
};

const requireMatrix = (matrix: ConfusionMatrix): ConfusionMatrix => {
  const { counts, classNames } = Object(matrix) as Partial<ConfusionMatrix>;
  if (!Array.isArray(counts) || !Array.from(counts).every(Array.isArray) || !Array.isArray(classNames)) {
    throw new TypeError(
      `classificationReport: matrix must be { counts, classNames }, as confusionMatrix gives it, got ${show(matrix)}`,
    );
  }
  requireClassNames('classificationReport', 'classNames', classNames);
  requireSquare(counts, classNames);
  return matrix;
};

const requireSquare = (counts: ConfusionMatrix['counts'], classNames: readonly string[]): void => {
  const lengths = [counts.length, ...counts.map((row) => row.length)];
  if (lengths.some((length) => length !== classNames.length)) {
    throw new Error(
      `classificationReport: counts must have a row and a column for each of the ${classNames.length} classes, got rows of ${show(lengths.slice(1))}`,
    );
  }
  const all: readonly number[] = counts.flatMap((row) => Array.from(row));
  const wrong = all.findIndex((count) => !Number.isSafeInteger(count) || count < 0);
  if (wrong !== -1) {
    throw new RangeError(`classificationReport: counts must be integers of at least 0, got ${show(all[wrong])}`);
  }
};
