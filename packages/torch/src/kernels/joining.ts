// internal: kernels that make one tensor of many
import { backend_util, Concat, type ConcatAttrs, Pack, type PackAttrs, util } from '@tensorflow/tfjs-core';
import { listKernel, type TorchKernel } from '../kernel.ts';
import { sizeOf } from '../tensors/tensors.ts';
import { typeOf } from './moving.ts';

export const joins: readonly TorchKernel[] = [
  listKernel<ConcatAttrs>(Concat, (xs, { axis }, torch) => {
    const [along = 0] = util.parseAxisParam(axis, xs[0].shape);
    const shapes = xs.map(({ shape }) => shape);
    backend_util.assertParamsConsistent(shapes, along);
    const shape = backend_util.computeOutShape(shapes, along);
    const [first, ...others] = xs.filter((x) => sizeOf(x.shape) > 0);
    if (first === undefined) return torch.output(torch.empty(shape, typeOf(xs[0])), shape, typeOf(xs[0]));
    if (others.length === 0) return torch.alias(first, shape);
    const parts = [first, ...others].map((x) => torch.input(x));
    return torch.output(torch.packed(torch.cat(parts, along)), shape, typeOf(first));
  }),
  listKernel<PackAttrs>(Pack, (xs, { axis }, torch) => {
    const [{ shape, dtype }] = xs;
    for (const x of xs) {
      util.assertShapesMatch(shape, x.shape, 'All tensors passed to stack must have matching shapes');
      util.assert(x.dtype === dtype, () => 'All tensors passed to stack must have matching dtypes');
    }
    const along = axis < 0 ? axis + shape.length + 1 : axis;
    const result = [...shape.slice(0, along), xs.length, ...shape.slice(along)];
    const parts = xs.map((x) => torch.input(x));
    return torch.output(torch.stack(parts, along), result, typeOf(xs[0]));
  }),
];
