// internal: images in other sizes
import {
  ResizeBilinear,
  type ResizeBilinearAttrs,
  ResizeBilinearGrad,
  ResizeNearestNeighbor,
  type ResizeNearestNeighborAttrs,
  ResizeNearestNeighborGrad,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { transposed } from '../tensors/views.ts';
import type { Torch } from '../torch.ts';

/** Images [n, h, w, c] with the channels first, as ATen has them: a view. */
const planes = (x: TensorInfo, torch: Torch): Handle =>
  transposed(torch, torch.to(torch.input(x), 'float32'), x.shape, [0, 3, 1, 2]);

const imagesOf = (resized: Handle, shape: readonly number[], torch: Torch): TensorInfo =>
  torch.output(torch.packed(torch.permute(resized, [0, 2, 3, 1])), shape, 'float32');

const channelsFirst = ([n = 0, h = 0, w = 0, c = 0]: readonly number[]): number[] => [n, c, h, w];

// ATen has no corners that are not aligned and pixels that are no centres; nor, for the nearest, any that are.
export const images: readonly TorchKernel[] = [
  kernel<'images', ResizeBilinearAttrs>(
    ResizeBilinear,
    ({ images: x }, { alignCorners, halfPixelCenters, size }, torch) => {
      if (alignCorners === halfPixelCenters) return undefined;
      const resized = torch.bilinear(planes(x, torch), size, alignCorners, undefined, undefined);
      return imagesOf(resized, [x.shape[0]!, ...size, x.shape[3]!], torch);
    },
  ),
  kernel<'images' | 'dy', ResizeBilinearAttrs>(ResizeBilinearGrad, ({ images: x, dy }, { alignCorners }, torch) => {
    if (!alignCorners) return undefined;
    const size = dy.shape.slice(1, 3);
    const whole = channelsFirst(x.shape);
    return imagesOf(torch.bilinearBackward(planes(dy, torch), size, whole, true, undefined, undefined), x.shape, torch);
  }),
  kernel<'images', ResizeNearestNeighborAttrs>(
    ResizeNearestNeighbor,
    ({ images: x }, { alignCorners, halfPixelCenters, size }, torch) => {
      if (alignCorners || halfPixelCenters || x.dtype !== 'float32') return undefined;
      const resized = torch.nearest(planes(x, torch), size, undefined, undefined);
      return imagesOf(resized, [x.shape[0]!, ...size, x.shape[3]!], torch);
    },
  ),
  kernel<'images' | 'dy', ResizeNearestNeighborAttrs>(
    ResizeNearestNeighborGrad,
    ({ images: x, dy }, { alignCorners }, torch) => {
      if (alignCorners) return undefined;
      const size = dy.shape.slice(1, 3);
      const whole = channelsFirst(x.shape);
      return imagesOf(torch.nearestBackward(planes(dy, torch), size, whole, undefined, undefined), x.shape, torch);
    },
  ),
];
