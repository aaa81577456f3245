// internal: what the losses ask of shapes and dtypes, and how they come down to one value a sample
import { formatShape } from '@kindling/core';
import { cast, mean, type Tensor } from '@tensorflow/tfjs-core';

const sameLengths = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/**
 * Refuses what would be broadcast: [32] against [32, 1] would make [32, 32].
 *
 * @throws Error with the owner and both shapes.
 */
export const requireSameShape = (
  owner: string,
  target: Tensor,
  prediction: Tensor,
  remedy = reshaped(target, prediction),
): void => {
  if (sameLengths(target.shape, prediction.shape)) return;
  const [wanted, got] = [formatShape(prediction.shape), formatShape(target.shape)];
  throw new Error(`${owner}: the target must have the prediction's shape ${wanted}, got ${got}${remedy}`);
};

const reshaped = (target: Tensor, prediction: Tensor): string =>
  target.size === prediction.size ? `; reshape the target to ${formatShape(prediction.shape)}` : '';

/** Classes lie on the last axis, and with a single class every prediction would be right. */
export const requireClasses = (owner: string, prediction: Tensor): void => {
  const classes = prediction.shape.at(-1) ?? 0;
  if (prediction.rank >= 2 && classes >= 2) return;
  const remedy = classes === 1 ? '; a single probability goes with binaryCrossentropy' : '';
  throw new Error(
    `${owner}: the prediction must end in an axis of at least 2 classes, got ${formatShape(prediction.shape)}${remedy}`,
  );
};

/** Integer labels: [batch, ...], or with a last axis of length 1, beside [batch, ..., classes]. */
export const requireLabels = (owner: string, labels: Tensor, prediction: Tensor): void => {
  const wanted = prediction.shape.slice(0, -1);
  if (sameLengths(labels.shape, wanted) || sameLengths(labels.shape, [...wanted, 1])) return;
  const remedy = sameLengths(labels.shape, prediction.shape)
    ? '; rows as long as that go with categoricalCrossentropy'
    : '';
  throw new Error(
    `${owner}: the labels must have the shape ${formatShape(wanted)}, got ${formatShape(labels.shape)}${remedy}`,
  );
};

/** [batch, ...] averaged over all axes but the first. */
export const meanOverRest = (values: Tensor): Tensor =>
  values.rank <= 1
    ? values
    : mean(
        values,
        Array.from({ length: values.rank - 1 }, (_, i) => i + 1),
      );

/** Targets of any dtype beside float32 predictions. */
export const asFloat = (target: Tensor): Tensor => (target.dtype === 'float32' ? target : cast(target, 'float32'));
