// internal: the gradient of relu and leakyRelu
import { ReluGrad, type ReluGradAttributes, requireShape } from '@kindling/core';
import { kernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import type { Torch } from '../torch.ts';

/**
 * 1 where x > 0, else α. For 0 ≤ α ≤ 1 it is the greater of sign x and α: on a CPU `where` branches at every element,
 * and takes ten times as long.
 */
const slopeOf = (x: Handle, alpha: number, torch: Torch): Handle =>
  alpha >= 0 && alpha <= 1
    ? torch.clampMinInPlace(torch.sign(x), torch.constant(alpha))
    : torch.where(torch.greater(x, torch.constant(0)), torch.constant(1), torch.constant(alpha));

export const reluGrad = kernel<'dy' | 'x', ReluGradAttributes>(ReluGrad, ({ dy, x }, { alpha }, torch) => {
  requireShape(ReluGrad, { dy }, x.shape);
  const slope = slopeOf(torch.input(x), alpha, torch);
  return torch.output(torch.mulInPlace(slope, torch.input(dy)), x.shape, 'float32');
});
