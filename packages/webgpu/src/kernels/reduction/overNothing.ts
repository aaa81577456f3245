// internal: a reduction of no number at all, which tfjs's shaders cannot be asked for
import {
  All,
  Any,
  backend_util,
  Fill,
  Max,
  Mean,
  Min,
  Prod,
  Sum,
  sumOutType,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Device } from '../adapter/replacement.ts';

const results: Readonly<Record<string, number>> = {
  [All]: 1,
  [Any]: 0,
  [Max]: -Infinity,
  [Mean]: Number.NaN,
  [Min]: Infinity,
  [Prod]: 1,
  [Sum]: 0,
};

/** What TensorFlow gives. */
export const overNothing = (
  name: string,
  x: TensorInfo,
  axes: number[],
  keepDims: boolean,
  device: Device,
): TensorInfo => {
  const [reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
  const dtype = name === Mean ? 'float32' : name === All || name === Any ? 'bool' : sumOutType(x.dtype);
  return device.call(Fill, {}, { shape, value: results[name], dtype });
};
