import * as tfjs from '@tensorflow/tfjs-core';

type Values = Int32Array;

/** f of each pair of int32, broadcast, on the host. */
const pairs =
  (f: (a: number, b: number) => number) =>
  (a: tfjs.Tensor, b: tfjs.Tensor): tfjs.Tensor => {
    const shape = tfjs.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    if (shape.includes(0)) return tfjs.tensor([], shape, 'int32'); // tfjs-core's broadcastTo fails there
    const [first, second] = [a, b].map((x) => tfjs.broadcastTo(x, shape).dataSync() as Values);
    return tfjs.tensor(
      Int32Array.from(first!, (value, at) => f(value, second![at]!)),
      shape,
      'int32',
    );
  };

/** Products of int32 as int32 has them; cpu takes them in float64, which ends to count at 2^53. */
export const product = pairs(Math.imul);
export const squaredDifference = pairs((a, b) => Math.imul(a - b, a - b));

/** cpu makes float32 of them on the way. */
export const sizes = (x: tfjs.Tensor): tfjs.Tensor =>
  tfjs.tensor((x.dataSync() as Values).map(Math.abs), x.shape, 'int32');

type Run = (...args: never[]) => unknown;

/** What is right of int32, with bools too, and what cpu says of other dtypes. */
export const ofIntegers =
  (right: Run, cpu: Run): Run =>
  (...args: never[]) => {
    const tensors = (args as unknown[]).filter((arg) => arg instanceof tfjs.Tensor);
    const dtypes = tensors.map(({ dtype }) => dtype);
    return (dtypes.every((dtype) => dtype !== 'float32') && dtypes.includes('int32') ? right : cpu)(...args);
  };

type Reduce = (x: tfjs.Tensor, axes?: number | number[], keepDims?: boolean) => tfjs.Tensor;

/** f of all along some axes. */
const overAxes =
  (dtype: 'float32' | 'int32', f: (values: Values) => number): Reduce =>
  (x, axes, keepDims = false) => {
    const over = tfjs.util.parseAxisParam(axes ?? null!, x.shape);
    const kept = x.shape.map((_, axis) => axis).filter((axis) => !over.includes(axis));
    const [shape] = tfjs.backend_util.computeOutAndReduceShapes(x.shape, over);
    const values = tfjs.transpose(x, [...kept, ...over]).dataSync() as Values;
    const size = values.length / tfjs.util.sizeFromShape(shape) || 0;
    const y = Array.from({ length: tfjs.util.sizeFromShape(shape) }, (_, at) =>
      f(values.subarray(at * size, (at + 1) * size)),
    );
    return tfjs.tensor(y, keepDims ? tfjs.backend_util.expandShapeToKeepDim(shape, over) : shape, dtype);
  };

export const productsOf = overAxes('int32', (values) => values.reduce((a, b) => Math.imul(a, b), 1));
export const meansOf = overAxes('float32', (values) => values.reduce((a, b) => a + b, 0) / values.length);

/** The product of all so far along an axis, this one left out or the axis backward. */
export const productsSoFar = (x: tfjs.Tensor, axis = 0, isExclusive = false, isReverse = false): tfjs.Tensor => {
  const along = (axis + x.shape.length) % x.shape.length;
  const order = [...x.shape.keys()].filter((each) => each !== along).concat(along);
  const turned = tfjs.transpose(isReverse ? tfjs.reverse(x, along) : x, order);
  const [values, length] = [turned.dataSync() as Values, x.shape[along]!];
  let sofar = 1;
  const y = values.map((value, at) => {
    const before = at % length === 0 ? 1 : sofar;
    sofar = Math.imul(before, value);
    return isExclusive ? before : sofar;
  });
  const back = tfjs.transpose(
    tfjs.tensor(y, turned.shape, 'int32'),
    [...order.keys()].map((each) => order.indexOf(each)),
  );
  return isReverse ? tfjs.reverse(back, along) : back;
};

/** Of the rows with each number, of which cpu makes float32. */
export const segmentSums = (x: tfjs.Tensor, ids: tfjs.Tensor1D, count: number): tfjs.Tensor => {
  const [rows, ...rest] = x.shape as [number, ...number[]];
  const size = tfjs.util.sizeFromShape(rest);
  const [values, segments] = [x.dataSync() as Values, ids.dataSync()];
  const y = new Int32Array(count * size);
  for (let row = 0; row < rows; row++) {
    const segment = segments[row]!;
    if (segment < 0 || segment >= count) continue;
    for (let i = 0; i < size; i++) y[segment * size + i]! += values[row * size + i]!;
  }
  return tfjs.tensor(y, [count, ...rest], 'int32');
};

/** What each letter of an equation stands for, summed over those that are not in its result. */
export const sumByLetters = (equation: string, ...operands: tfjs.Tensor[]): tfjs.Tensor => {
  const [left, result] = equation.split('->') as [string, string];
  const terms = left.split(',');
  const isOnce = (letters: string): boolean => new Set(letters).size === letters.length;
  if (![result, ...terms].every(isOnce) || terms.length > 2) throw new Error('not of einsum');
  const lengths = new Map(
    terms.flatMap((term, i) => [...term].map((letter, axis) => [letter, operands[i]!.shape[axis]!])),
  );
  const letters = [...new Set([...result, ...left.replace(',', '')])];
  if ([...result].some((letter) => !lengths.has(letter))) throw new Error('not of einsum');
  const isSummed = letters.length > result.length;
  const upcast = operands.map(({ dtype }) => dtype).reduce((a, b) => tfjs.upcastType(a, b));
  const dtype = upcast === 'bool' && isSummed ? 'int32' : upcast;
  const shape = [...result].map((letter) => lengths.get(letter)!);
  const size = tfjs.util.sizeFromShape(shape);
  const y = dtype === 'float32' ? new Float64Array(size) : new Int32Array(size);
  const values = operands.map((x) => x.dataSync());
  const index = new Map<string, number>();
  const place = (term: string): number =>
    [...term].reduce((at, letter) => at * lengths.get(letter)! + index.get(letter)!, 0);
  const along = (axis: number): void => {
    const letter = letters[axis];
    if (letter === undefined) {
      const factors = terms.map((term, i) => values[i]![place(term)]!);
      y[place(result)]! += factors.reduce((a, b) => (dtype === 'float32' ? a * b : Math.imul(a, b)), 1);
      return;
    }
    for (let i = 0; i < lengths.get(letter)!; i++) {
      index.set(letter, i);
      along(axis + 1);
    }
  };
  along(0);
  return tfjs.tensor(Array.from(y), shape, dtype);
};
