// internal: normalization by moments that are given
import { FusedBatchNorm, type FusedBatchNormAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import { sizeOf } from '../tensors/tensors.ts';

export const normalizations: readonly TorchKernel[] = [
  kernel<'x' | 'scale?' | 'offset?' | 'mean' | 'variance', FusedBatchNormAttrs>(
    FusedBatchNorm,
    ({ x, scale, offset, mean, variance }, { varianceEpsilon }, torch) => {
      const channels = x.shape.at(-1) ?? 1;
      const isPerChannel = (given?: TensorInfo): boolean =>
        given === undefined || (given.shape.length === 1 && given.shape[0] === channels);
      const input = (given?: TensorInfo) => (given == null ? undefined : torch.input(given));
      if (x.shape.length > 1 && sizeOf(x.shape) > 0 && [scale, offset, mean, variance].every(isPerChannel)) {
        const rows = torch.input(x, [sizeOf(x.shape) / channels, channels]);
        const [y] = torch.batchNorm(
          ...([rows, input(scale), input(offset), input(mean), input(variance)] as const),
          ...([false, 0, varianceEpsilon] as const),
        );
        return torch.output(torch.view(y, x.shape), x.shape, 'float32');
      }
      const inverse = torch.rsqrt(torch.addScaled(torch.input(variance), torch.constant(varianceEpsilon), 1));
      const factor = scale == null ? inverse : torch.mul(inverse, torch.input(scale));
      const scaled = torch.mul(torch.addScaled(torch.input(x), torch.input(mean), -1), factor);
      return torch.output(
        offset == null ? scaled : torch.addScaled(scaled, torch.input(offset), 1),
        ...([x.shape, 'float32'] as const),
      );
    },
  ),
];
