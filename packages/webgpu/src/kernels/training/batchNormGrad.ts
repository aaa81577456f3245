// internal: the gradients of batch normalization
import { type BatchNormAttributes, BatchNormGrad } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { attributes } from '../adapter/attributes.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { chunksOf } from './chunks.ts';
import { requireShape } from './requireShape.ts';

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

const sum = `
  fn sumFrom(start : i32, channel : i32) -> f32 {
    var sum = 0.0;
    for (var chunk = 0; chunk < uniforms.chunks; chunk++) { sum += parts[start + chunk * uniforms.channels + channel]; }
    return sum;
  }`;

const betaSlope = `
  ${sum}
  fn valueAt(channel : i32) -> f32 { return sumFrom(0, channel); }`;

const gammaSlope = `
  ${sum}
  fn valueAt(channel : i32) -> f32 {
    return sumFrom(uniforms.chunks * uniforms.channels, channel) * inverseSqrt(f32(variance[channel]) + uniforms.epsilon);
  }`;

/** dx = a dy + b + c (x - μ), with a, b and c of the channel. The moments' own slopes come after it. */
const direct = `fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let n = f32(uniforms.rows);
    let r = inverseSqrt(f32(variance[channel]) + uniforms.epsilon);
    let normal = (f32(x[index]) - f32(center[channel])) * r;
    return f32(gamma[channel]) * r * (f32(dy[index]) - (dBeta[channel] + normal * dGamma[channel]) / n);
  }`;

const ofMoments = `fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let centered = f32(x[index]) - f32(center[channel]);
    return direct[index] + (f32(dMean[channel]) + 2.0 * centered * f32(dVariance[channel])) / f32(uniforms.rows);
  }`;

type Names = 'dy' | 'x' | 'gamma' | 'mean' | 'variance' | 'dMean' | 'dVariance';

/** In five passes: sums of chunks, dβ, dγ, and dx in two, since a shader has eight tensors at most. */
export const batchNormGrad: readonly Replacement[] = [
  {
    name: BatchNormGrad,
    compute(inputs, params, gpu) {
      const { dy, x, ...perChannel } = inputs as Readonly<Record<Names, TensorInfo>>;
      const { gamma, mean: center, variance, dMean, dVariance } = perChannel;
      const uniforms = chunksOf(BatchNormGrad, x, perChannel);
      requireShape(BatchNormGrad, { dy }, x.shape);
      const { epsilon } = attributes<BatchNormAttributes>(params);
      const { channels, chunks } = uniforms;
      const run = (
        name: string,
        code: string,
        shape: readonly number[],
        given: Readonly<Record<string, TensorInfo>>,
      ): TensorInfo =>
        gpu.run({
          name: `${BatchNormGrad} ${name}`,
          output: { shape, dtype: 'float32' },
          inputs: given,
          uniforms: { ...uniforms },
          floats: { epsilon },
          code,
        });
      const parts = run('chunks', partial, [2, chunks, channels], { dy, x, center });
      const dBeta = run('dBeta', betaSlope, [channels], { parts });
      const dGamma = run('dGamma', gammaSlope, [channels], { parts, variance });
      gpu.release(parts);
      const ofY = run('direct', direct, x.shape, { dy, x, gamma, center, variance, dBeta, dGamma });
      const dx = run('dx', ofMoments, x.shape, { direct: ofY, x, center, dMean, dVariance });
      gpu.release(ofY);
      return [dx, dGamma, dBeta];
    },
  },
];
