// internal: the cross-entropy of a softmax, and its gradient
import { requireShape, SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { Torch } from '../torch.ts';

type Given = Readonly<Record<'logits' | 'target', TensorInfo>>;

/** The axis of the classes. */
const classAxis = (owner: string, { logits, target }: Given): number => {
  if ((logits.shape.at(-1) ?? 0) === 0)
    throw new RangeError(`${owner}: logits must end in classes, got [${logits.shape}]`);
  requireShape(owner, { target }, logits.shape);
  return logits.shape.length - 1;
};

/** y log p, summed over the classes. Where a class is ruled out, y log 0 is 0 for y = 0, which a product has as NaN. */
const heedingZeros = (y: Handle, logarithms: Handle, axis: number, torch: Torch): Handle => {
  const isRuledOut = torch.equal(logarithms, torch.constant(Number.NEGATIVE_INFINITY));
  const terms = torch.where(isRuledOut, torch.xlogy(y, torch.constant(0)), torch.mul(y, logarithms));
  return torch.sum(terms, [axis], false, undefined);
};

/** On a CPU the result is looked at, and only where it has NaN that is seen to. */
const logLikelihood = (y: Handle, logarithms: Handle, axis: number, size: number, torch: Torch): Handle => {
  if (torch.device !== 'cpu') return heedingZeros(y, logarithms, axis, torch);
  const sums = torch.sum(torch.mul(y, logarithms), [axis], false, undefined);
  const hasNan = torch.download(sums, size, 'float32').some(Number.isNaN);
  return hasNan ? heedingZeros(y, logarithms, axis, torch) : sums;
};

const loss = kernel<'logits' | 'target'>(SoftmaxCrossEntropy, (given, _, torch) => {
  const { logits, target } = given;
  const axis = classAxis(SoftmaxCrossEntropy, given);
  const [z, y] = [torch.input(logits), torch.input(target)];
  const each = logits.shape.slice(0, -1);
  const sums = logLikelihood(y, torch.logSoftmax(z, axis, false), axis, sizeOf(each), torch);
  return torch.output(torch.neg(sums), each, 'float32');
});

const slope = kernel<'logits' | 'target' | 'dy'>(SoftmaxCrossEntropyGrad, (given, _, torch) => {
  const { logits, target, dy } = given;
  const axis = classAxis(SoftmaxCrossEntropyGrad, given);
  const each = logits.shape.slice(0, -1);
  requireShape(SoftmaxCrossEntropyGrad, { dy }, each);
  const y = torch.input(target);
  const shares = torch.mul(torch.softmax(torch.input(logits), axis, false), torch.sum(y, [axis], true, undefined));
  const slopes = torch.mulInPlace(torch.addScaled(shares, y, -1), torch.input(dy, [...each, 1]));
  return torch.output(slopes, logits.shape, 'float32');
});

export const softmaxCrossEntropy = [loss, slope];
