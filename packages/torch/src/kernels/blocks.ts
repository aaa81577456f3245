// internal: kernels that exchange space for depth or batch
import {
  BatchToSpaceND,
  type BatchToSpaceNDAttrs,
  backend_util,
  DepthToSpace,
  type DepthToSpaceAttrs,
  SpaceToBatchND,
  type SpaceToBatchNDAttrs,
  slice_util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import { sizeOf } from '../tensors/tensors.ts';
import { part, transposed } from '../tensors/views.ts';
import { type Amounts, asTensor, grown, padded, reshaped, typeOf } from './moving.ts';

export const blocks: readonly TorchKernel[] = [
  kernel<'x', DepthToSpaceAttrs>(DepthToSpace, ({ x }, { blockSize, dataFormat }, torch) => {
    if (dataFormat !== 'NHWC') return undefined;
    const [n = 0, h = 0, w = 0, c = 0] = x.shape;
    const depth = c / (blockSize * blockSize);
    const blocks = [n, h, w, blockSize, blockSize, depth];
    const moved = transposed(torch, torch.input(x, blocks), blocks, [0, 1, 3, 2, 4, 5]);
    return reshaped(moved, [n, h * blockSize, w * blockSize, depth], typeOf(x), torch);
  }),
  kernel<'x', BatchToSpaceNDAttrs>(BatchToSpaceND, ({ x }, { blockShape, crops }, torch) => {
    const product = sizeOf(blockShape);
    const blocks = backend_util.getReshaped(x.shape, blockShape, product);
    const order = backend_util.getPermuted(blocks.length, blockShape.length);
    const whole = backend_util.getReshapedPermuted(x.shape, blockShape, product);
    const [begin = [], size = []] = slice_util.parseSliceParams(
      asTensor({ ...x, shape: whole }),
      backend_util.getSliceBeginCoords(crops, blockShape.length),
      backend_util.getSliceSize(whole, crops, blockShape.length),
    );
    const moved = torch.packed(transposed(torch, torch.input(x, blocks), blocks, order));
    return torch.output(torch.packed(part(torch, moved, whole, begin, size)), size, typeOf(x));
  }),
  kernel<'x', SpaceToBatchNDAttrs>(SpaceToBatchND, ({ x }, { blockShape, paddings }, torch) => {
    const product = sizeOf(blockShape);
    const rest = x.shape.length - 1 - blockShape.length;
    const amounts: Amounts = [[0, 0], ...(paddings as Amounts), ...Array.from({ length: rest }, (): [0, 0] => [0, 0])];
    const shape = grown(x.shape, amounts);
    const blocks = backend_util.getReshaped(shape, blockShape, product, false);
    const order = backend_util.getPermuted(blocks.length, blockShape.length, false);
    const filled = torch.view(torch.packed(padded(torch.input(x), amounts, 0, torch)), blocks);
    const result = backend_util.getReshapedPermuted(shape, blockShape, product, false);
    return reshaped(transposed(torch, filled, blocks, order), result, typeOf(x), torch);
  }),
];
