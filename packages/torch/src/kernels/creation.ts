// internal: kernels that make tensors of nothing, or of shapes alone
import {
  type DataType,
  Diag,
  Fill,
  type FillAttrs,
  LinSpace,
  type LinSpaceAttrs,
  OneHot,
  type OneHotAttrs,
  OnesLike,
  Range,
  type RangeAttrs,
  type TensorInfo,
  util,
  ZerosLike,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';
import { reshaped, typeOf } from './moving.ts';

const filledLike = (name: string, value: 0 | 1): TorchKernel =>
  kernel<'x'>(name, ({ x }, _, torch) => torch.outputFilled(value, x.shape, typeOf(x)));

const fromHost = (values: readonly number[], dtype: DataType, torch: Torch): TensorInfo => {
  const array = dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
  const type = dtype === 'int32' ? 'int32' : 'float32';
  const made = torch.to(torch.upload(array, [values.length], type), dtype as NumericType);
  return torch.output(made, [values.length], dtype as NumericType);
};

/** As tfjs counts: down by 1 where `step` is left at 1, and nothing where it leads away. */
const counted = ({ start, stop, step }: RangeAttrs): readonly number[] => {
  const by = stop < start && step === 1 ? -1 : step;
  if (start === stop || (start < stop && by < 0) || (stop < start && by > 1)) return [];
  return Array.from({ length: Math.abs(Math.ceil((stop - start) / by)) }, (_, i) => start + i * by);
};

export const creations: readonly TorchKernel[] = [
  kernel<never, FillAttrs>(Fill, (_, { shape, value, dtype }, torch) => {
    const type = dtype ?? util.inferDtype(value);
    return type === 'string' ? undefined : torch.outputFilled(Number(value), shape, type as NumericType);
  }),
  filledLike(ZerosLike, 0),
  filledLike(OnesLike, 1),
  kernel<never, RangeAttrs>(Range, (_, attributes, torch) =>
    fromHost(counted(attributes), attributes.dtype ?? 'float32', torch),
  ),
  kernel<never, LinSpaceAttrs>(LinSpace, (_, { start, stop, num }, torch) => {
    const step = num > 1 ? (stop - start) / (num - 1) : 0;
    return fromHost(
      Array.from({ length: num }, (__, i) => start + i * step),
      'float32',
      torch,
    );
  }),
  // An index that is out of range equals none of the places: its row is off throughout, as in tfjs.
  kernel<'indices', OneHotAttrs>(OneHot, ({ indices }, { depth, onValue, offValue, dtype }, torch) => {
    const type = (dtype ?? 'float32') as NumericType;
    const places = torch.upload(
      Int32Array.from({ length: depth }, (_, i) => i),
      [depth],
      'int32',
    );
    const isOn = torch.equal(torch.input(indices, [...indices.shape, 1]), places);
    const result = torch.where(isOn, torch.constant(onValue), torch.constant(offValue));
    return torch.output(torch.to(result, type), [...indices.shape, depth], type);
  }),
  kernel<'x'>(Diag, ({ x }, _, torch) => {
    const size = sizeOf(x.shape);
    return reshaped(torch.diagEmbed(torch.input(x, [size]), 0, 0, 1), [...x.shape, ...x.shape], typeOf(x), torch);
  }),
];
