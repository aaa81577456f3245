import { requireAlive, requirePositiveInteger, show } from '@kindling/core';
import { cast, div, equal, expandDims, range, sum, Tensor, tidy } from '@tensorflow/tfjs-core';
import { type HostArray, hostArray, isHostArray, type Vector } from '../host/hostArray.ts';

/**
 * 1 at each label's place and 0 elsewhere, as float32 with one more axis of length `classes`.
 *
 * Labels on the host are checked. Labels in a tensor are not read back: one that is not a whole number from 0 to
 * classes - 1 gives a row of NaN, and so a loss of NaN, never a silent row of zeros.
 *
 * @param labels an int32 or float32 tensor of any shape, which is left alone; a list or vector; or one number
 * @param classes how many there are
 * @throws RangeError for labels on the host that are out of range, or when `classes` is not a positive integer
 * @throws TypeError for anything that holds no labels
 * @example
 * ```ts
 * import { oneHot } from '@kindling/data';
 *
 * oneHot([2, 0], 3).data; // 0 0 1, 1 0 0
 * ```
 */
export function oneHot(labels: Tensor, classes: number): Tensor;
export function oneHot(labels: number, classes: number): HostArray<Float32Array, readonly [number]>;
export function oneHot(
  labels: readonly number[] | Vector,
  classes: number,
): HostArray<Float32Array, readonly [number, number]>;
export function oneHot(
  labels: Tensor | number | readonly number[] | Vector,
  classes: number,
): Tensor | HostArray<Float32Array> {
  requirePositiveInteger('oneHot', 'classes', classes);
  requireAlive('oneHot', 'labels', labels);
  if (labels instanceof Tensor) return onDevice(labels, classes);
  if (typeof labels === 'number') return hostArray(onHost([labels], classes), [classes]);
  const list = isHostArray(labels) ? labels.data : labels;
  if (isHostArray(labels) ? labels.shape.length !== 1 : !Array.isArray(labels)) {
    throw new TypeError(`oneHot: labels must be a tensor, a vector, a list or a number, got ${show(labels)}`);
  }
  return hostArray(onHost(list, classes), [list.length, classes]);
}

/**
 * Every row of `label = place` is divided by its sum: 1 for a label in range, 0 / 0 = NaN for one outside.
 * The backends' own OneHot gives zeros there, and on stock wasm integer bits under a float32 label.
 */
const onDevice = (labels: Tensor, classes: number): Tensor => {
  const { dtype } = labels;
  if (dtype !== 'int32' && dtype !== 'float32') {
    throw new TypeError(`oneHot: labels must be int32 or float32, got a tensor of ${dtype}`);
  }
  return tidy(() => {
    const hits = cast(equal(expandDims(labels, -1), range(0, classes, 1, dtype)), 'float32');
    return div<Tensor>(hits, sum(hits, -1, true));
  });
};

const mostNumbers = 2 ** 31 - 1;

const onHost = (labels: ArrayLike<number>, classes: number): Float32Array => {
  if (labels.length * classes > mostNumbers) {
    throw new RangeError(
      `oneHot: ${labels.length} labels of ${classes} classes are more than ${mostNumbers} numbers; sparseCategoricalCrossentropy takes labels as they are`,
    );
  }
  const rows = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(
        `oneHot: labels must be whole numbers from 0 to ${classes - 1}, got ${show(label)} at place ${i}`,
      );
    }
    rows[i * classes + label] = 1;
  }
  return rows;
};
