// internal: the matches that accuracies count
import { ClassMatches, requireShape } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { Torch } from '../torch.ts';

type Given = Readonly<Record<'y' | 'prediction', TensorInfo>>;

/** Where the greatest number of a row stands, the first of equals; NaN is the greatest of all. */
const greatestIn = (values: ArrayLike<number>, from: number, to: number): number => {
  let found = from;
  for (let at = from; at < to; at++) {
    if (Number.isNaN(values[at])) return at;
    if (values[at]! > values[found]!) found = at;
  }
  return found;
};

/** Of so many numbers, in the memory of the host anyway, a loop is done before eight operators are called. */
const mostInLoop = 2 ** 13;

const inLoop = ({ y, prediction }: Given, rows: number, classes: number, torch: Torch): Handle => {
  const [wanted, found] = [y, prediction].map((info) => torch.store.read(info.dataId) as ArrayLike<number>) as [
    ArrayLike<number>,
    ArrayLike<number>,
  ];
  const matches = Float32Array.from({ length: rows }, (_, row) => {
    const [from, to] = [row * classes, (row + 1) * classes];
    const [most, likeliest] = [greatestIn(wanted, from, to), greatestIn(found, from, to)];
    const isKnown = wanted[most]! > 0 && !Number.isNaN(found[likeliest]);
    return isKnown ? Number(most === likeliest) : Number.NaN;
  });
  return torch.upload(matches, [rows], 'float32');
};

/** To ATen NaN is the greatest of all, and of equals the first is found. */
const inOperators = ({ y, prediction }: Given, axis: number, torch: Torch): Handle => {
  const [most, wanted] = torch.maxAlong(torch.input(y), axis, false);
  const [likeliest, found] = torch.maxAlong(torch.input(prediction), axis, false);
  const known = torch.logicalAnd(torch.greater(most, torch.constant(0)), torch.equal(likeliest, likeliest));
  const right = torch.to(torch.equal(wanted, found), 'float32');
  return torch.where(known, right, torch.constant(Number.NaN));
};

export const classMatches = kernel<'y' | 'prediction'>(ClassMatches, (given, _, torch) => {
  const { y, prediction } = given;
  const { shape } = y;
  if ((shape.at(-1) ?? 0) === 0) throw new RangeError(`${ClassMatches}: y must end in classes, got [${shape}]`);
  requireShape(ClassMatches, { prediction }, shape);
  const each = shape.slice(0, -1);
  const size = sizeOf(shape);
  const classes = shape.at(-1)!;
  const result =
    torch.device === 'cpu' && size > 0 && size <= mostInLoop
      ? torch.view(inLoop(given, size / classes, classes, torch), each)
      : inOperators(given, each.length, torch);
  return torch.output(result, each, 'float32');
});
