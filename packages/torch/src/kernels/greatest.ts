// internal: the greatest of each window, and NaN
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { Torch } from '../torch.ts';
import type { Window } from './window.ts';

export interface Greatest {
  readonly values: Handle;
  /** Where in its plane each of them stands, for the gradient. */
  readonly places: Handle;
}

/**
 * The greatest number of each window; NaN is passed over, and is the result where a window has nothing else. ATen takes
 * NaN for the greatest of all. So on a CPU its result is looked at, and only where it has NaN computed anew; on a GPU,
 * which is not waited for, NaN is made the least number before, and what was chosen is taken from the input.
 */
export const greatest = (x: Handle, window: Window, rank: 2 | 3, torch: Torch): Greatest => {
  if (torch.device !== 'cpu') return passingOver(x, window, rank, torch);
  const found = greatestOrNan(x, window, rank, torch);
  return hasNan(found.values, torch) ? passingOver(x, window, rank, torch) : found;
};

/** The greatest number of each window; NaN is the greatest of all. */
export const greatestOrNan = (
  x: Handle,
  { size, strides, padding, dilations }: Window,
  rank: 2 | 3,
  torch: Torch,
): Greatest => {
  const forward = rank === 3 ? torch.maxPool3d : torch.maxPool2d;
  const [values, places] = forward(x, size, strides, padding, dilations, false);
  return { values, places };
};

/** The sum tells; that it may be NaN for infinities of both signs costs no more than time. */
const hasNan = (values: Handle, torch: Torch): boolean =>
  Number.isNaN(torch.download(torch.sum(values, undefined, false, undefined), 1, 'float32')[0]);

const leastFloat = -3.4028234663852886e38;

const passingOver = (x: Handle, window: Window, rank: 2 | 3, torch: Torch): Greatest => {
  const ordered = torch.nanToNum(x, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, leastFloat);
  const { places } = greatestOrNan(ordered, window, rank, torch);
  const shape = torch.shapeOf(places);
  const planes = shape.slice(0, 2);
  const numbers = torch.view(torch.packed(x), [...planes, sizeOf(torch.shapeOf(x).slice(2))]);
  const chosen = torch.view(torch.packed(places), [...planes, sizeOf(shape.slice(2))]);
  return { values: torch.view(torch.gather(numbers, 2, chosen, false), shape), places };
};
