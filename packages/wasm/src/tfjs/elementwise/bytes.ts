// internal: bytes of the host as tensors
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { f32x4 } from '../../assembler/vectors.ts';
import { type Formula, float32, uint8 } from '../../kernels/elementwise/elementwise.ts';
import type { Device } from '../adapter/replacement.ts';
import { launch } from './each.ts';

const formulas = { float32: () => (x) => f32x4.convertS(x!), int32: () => (x) => x! } as const satisfies Record<
  string,
  Formula
>;

/** Bytes from 0 to 255 as numbers. `bytes` is a tensor of bool, whose numbers are of one byte. */
export const ofBytes = (device: Device, bytes: TensorInfo, dtype: 'float32' | 'int32'): TensorInfo =>
  launch(device, `bytes ${dtype}`, { inputs: [uint8], output: float32, formula: formulas[dtype] }, dtype, [bytes]);
