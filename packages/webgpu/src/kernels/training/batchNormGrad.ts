// internal: the gradients of batch normalization
import { attributesAs, type BatchNormAttributes, BatchNormGrad, requireShape } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';
import { chunksOf } from './chunks.ts';

/** Of a chunk of rows: Σ dy, and Σ dy (x - μ). */
const partial = `fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let chunk = (index / uniforms.channels) % uniforms.chunks;
    let start = chunk * uniforms.chunkRows;
    let end = min(start + uniforms.chunkRows, uniforms.rows);
    let isFirst = index < uniforms.channels * uniforms.chunks;
    var sum = 0.0;
    for (var row = start; row < end; row++) {
      let at = row * uniforms.channels + channel;
      if (isFirst) {
        sum += f32(dy[at]);
      } else {
        sum += f32(dy[at]) * (f32(x[at]) - f32(center[channel]));
      }
    }
    return sum;
  }`;

/** dβ, dγ, and three numbers of the channel that dx is made of: dx = a dy + b + c (x - μ). */
const slopes = `
  fn sumFrom(start : i32) -> f32 {
    var sum = 0.0;
    for (var chunk = 0; chunk < uniforms.chunks; chunk++) { sum += parts[start + chunk * uniforms.channels]; }
    return sum;
  }

  fn writeAt(channel : i32) {
    let n = f32(uniforms.rows);
    let r = inverseSqrt(f32(variance[channel]) + uniforms.epsilon);
    let ofBeta = sumFrom(channel);
    let ofGamma = sumFrom(uniforms.chunks * uniforms.channels + channel) * r;
    dBeta[channel] = ofBeta;
    dGamma[channel] = ofGamma;
    let a = f32(gamma[channel]) * r;
    line[channel] = a;
    line[uniforms.channels + channel] = (f32(dMean[channel]) - a * ofBeta) / n;
    line[2 * uniforms.channels + channel] = (2.0 * f32(dVariance[channel]) - a * r * ofGamma) / n;
  }`;

const slopeOfInput = `fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let b = line[uniforms.channels + channel];
    let c = line[2 * uniforms.channels + channel];
    return line[channel] * f32(dy[index]) + b + c * (f32(x[index]) - f32(center[channel]));
  }`;

type Names = 'dy' | 'x' | 'gamma' | 'mean' | 'variance' | 'dMean' | 'dVariance';

/** In three passes: sums of chunks, those of all, and dx. */
export const batchNormGrad: readonly Replacement[] = [
  {
    name: BatchNormGrad,
    compute(inputs, params, gpu) {
      const { dy, x, ...perChannel } = inputs as Readonly<Record<Names, TensorInfo>>;
      const { gamma, mean: center, variance, dMean, dVariance } = perChannel;
      const { channels, rows, chunkRows, chunks } = chunksOf(BatchNormGrad, x, perChannel);
      requireShape(BatchNormGrad, { dy }, x.shape);
      const { epsilon } = attributesAs<BatchNormAttributes>(params);
      const parts = gpu.run({
        name: `${BatchNormGrad} chunks`,
        output: { shape: [2, chunks, channels], dtype: 'float32' },
        inputs: { dy, x, center },
        uniforms: { channels, rows, chunkRows, chunks },
        code: partial,
      });
      const [dBeta, dGamma, line] = gpu.runSeveral({
        name: `${BatchNormGrad} slopes`,
        count: channels,
        outputs: { dBeta: [channels], dGamma: [channels], line: [3, channels] },
        inputs: { parts, gamma, variance, dMean, dVariance },
        uniforms: { channels, rows, chunks },
        floats: { epsilon },
        code: slopes,
      }) as [TensorInfo, TensorInfo, TensorInfo];
      gpu.release(parts);
      const dx = gpu.run({
        name: BatchNormGrad,
        output: { shape: x.shape, dtype: 'float32' },
        inputs: { dy, x, center, line },
        uniforms: { channels },
        code: slopeOfInput,
      });
      gpu.release(line);
      return [dx, dGamma, dBeta];
    },
  },
];
