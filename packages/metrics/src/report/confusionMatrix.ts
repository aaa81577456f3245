import { optionOf, readOptions, show, unknownName } from '@kindling/core';
import { requireClassNames } from './requireClassNames.ts';

/** How often each class was predicted as each. */
export interface ConfusionMatrix {
  /** `counts[actual][predicted]`, both in the order of `classNames`. */
  readonly counts: readonly (readonly number[])[];
  /** The classes, in the order of rows and columns. */
  readonly classNames: readonly string[];
}

export interface ConfusionMatrixOptions {
  /** Every class, in the order of rows and columns. Required. */
  readonly classNames: readonly string[];
}

const table = {
  classNames: optionOf<readonly string[]>((owner, name, value) => {
    requireClassNames(owner, name, value);
    const names = value as readonly string[];
    if (names.length === 0) throw new Error(`${owner}: ${name} must name at least one class, got []`);
    if (new Set(names).size < names.length) {
      throw new Error(`${owner}: ${name} must differ from each other, got ${show(value)}`);
    }
  }),
};

/**
 * Counts how often each actual class was predicted as each class, both given by name, one a sample.
 *
 * `undefined` is accepted as a type, because `classNames[label]` has it, and refused as a value.
 *
 * @throws When the lists differ in length, or hold a name that is none of `classNames`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html
 * @example
 * ```ts
 * import { confusionMatrix } from '@kindling/metrics';
 *
 * const matrix = confusionMatrix(['cat', 'dog', 'dog'], ['cat', 'dog', 'cat'], { classNames: ['cat', 'dog'] });
 * matrix.counts; // [[1, 0], [1, 1]]
 * ```
 */
export const confusionMatrix = (
  actual: readonly (string | undefined)[],
  predicted: readonly (string | undefined)[],
  options: ConfusionMatrixOptions,
): ConfusionMatrix => {
  requireNames('actual', actual);
  requireNames('predicted', predicted);
  if (options === undefined || Array.isArray(options)) {
    throw new TypeError(
      `confusionMatrix: the third argument must be { classNames }, such as { classNames: ["cat", "dog"] }, got ${show(options)}`,
    );
  }
  const { classNames } = readOptions('confusionMatrix', table, options);
  const indices = new Map(classNames.map((name, index) => [name, index]));
  if (actual.length !== predicted.length) {
    throw new Error(
      `confusionMatrix: actual and predicted must name the same samples, got ${actual.length} and ${predicted.length} names`,
    );
  }
  const indexOf = (list: string, name: string | undefined, position: number): number => {
    const index = name === undefined ? undefined : indices.get(name);
    if (index !== undefined) return index;
    if (name === undefined) {
      throw new Error(`confusionMatrix: ${list}[${position}] is undefined; was its label outside the classes?`);
    }
    if (typeof name !== 'string') throw noName(`${list}[${position}]`, name);
    throw unknownName('confusionMatrix', `class in ${list}[${position}]`, name, classNames);
  };
  const counts = classNames.map(() => classNames.map(() => 0));
  for (let i = 0; i < actual.length; i++) {
    const row = counts[indexOf('actual', actual[i], i)]!;
    row[indexOf('predicted', predicted[i], i)]! += 1;
  }
  return { counts, classNames: [...classNames] };
};

const requireNames = (list: string, value: unknown): void => {
  if (!Array.isArray(value)) throw noName(list, value);
};

const noName = (place: string, value: unknown): Error =>
  new TypeError(
    `confusionMatrix: ${place} must be class names, got ${show(value)}; labels.map((label) => classNames[label]) makes them of labels, decodePredictions of predictions`,
  );
