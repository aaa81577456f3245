// internal: the matches that accuracies count
import { ClassMatches, requireShape } from '@kindling/core';
import { kernel } from '../kernel.ts';

/** To ATen NaN is the greatest of all, and of equals the first is found. */
export const classMatches = kernel<'y' | 'prediction'>(ClassMatches, ({ y, prediction }, _, torch) => {
  const { shape } = y;
  if ((shape.at(-1) ?? 0) === 0) throw new RangeError(`${ClassMatches}: y must end in classes, got [${shape}]`);
  requireShape(ClassMatches, { prediction }, shape);
  const axis = shape.length - 1;
  const [most, wanted] = torch.maxAlong(torch.input(y), axis, false);
  const [likeliest, found] = torch.maxAlong(torch.input(prediction), axis, false);
  const known = torch.logicalAnd(torch.greater(most, torch.constant(0)), torch.equal(likeliest, likeliest));
  const right = torch.to(torch.equal(wanted, found), 'float32');
  return torch.output(torch.where(known, right, torch.constant(Number.NaN)), shape.slice(0, -1), 'float32');
});
