// internal: batch normalization in training
import { BatchNorm, type BatchNormAttributes } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { attributes } from '../adapter/attributes.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { chunksOf } from './chunks.ts';

/** Of a chunk of rows: the means, and the sums of the squares around them. */
const partial = `fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let chunk = (index / uniforms.channels) % uniforms.chunks;
    let start = chunk * uniforms.chunkRows;
    let end = min(start + uniforms.chunkRows, uniforms.rows);
    // Around the first, so that a mean far from 0 loses no bits.
    let first = f32(x[start * uniforms.channels + channel]);
    var sum = 0.0;
    for (var row = start; row < end; row++) { sum += f32(x[row * uniforms.channels + channel]) - first; }
    let center = first + sum / f32(end - start);
    if (index < uniforms.channels * uniforms.chunks) { return center; }
    var squares = 0.0;
    for (var row = start; row < end; row++) {
      let distance = f32(x[row * uniforms.channels + channel]) - center;
      squares += distance * distance;
    }
    return squares;
  }`;

const rowsIn = `
  fn rowsIn(chunk : i32) -> f32 {
    return f32(min(uniforms.chunkRows, uniforms.rows - chunk * uniforms.chunkRows));
  }`;

const center = `
  ${rowsIn}
  fn valueAt(channel : i32) -> f32 {
    var sum = 0.0;
    for (var chunk = 0; chunk < uniforms.chunks; chunk++) {
      sum += rowsIn(chunk) * parts[chunk * uniforms.channels + channel];
    }
    return sum / f32(uniforms.rows);
  }`;

/** The squares around a chunk's own mean, and its mean's around that of all. */
const spread = `
  ${rowsIn}
  fn valueAt(channel : i32) -> f32 {
    let squares = uniforms.chunks * uniforms.channels;
    var sum = 0.0;
    for (var chunk = 0; chunk < uniforms.chunks; chunk++) {
      let at = chunk * uniforms.channels + channel;
      let off = parts[at] - center[channel];
      sum += parts[squares + at] + rowsIn(chunk) * off * off;
    }
    return sum / f32(uniforms.rows);
  }`;

const normal = `fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let scale = f32(gamma[channel]) * inverseSqrt(variance[channel] + uniforms.epsilon);
    return (f32(x[index]) - center[channel]) * scale + f32(beta[channel]);
  }`;

/** In four passes: moments of chunks, the means of these, the variances, and y. */
export const batchNorm: readonly Replacement[] = [
  {
    name: BatchNorm,
    compute(inputs, params, gpu) {
      const { x, gamma, beta } = inputs as Readonly<Record<'x' | 'gamma' | 'beta', TensorInfo>>;
      const { epsilon } = attributes<BatchNormAttributes>(params);
      const uniforms = chunksOf(BatchNorm, x, { gamma, beta });
      const { channels, chunks } = uniforms;
      const run = (
        name: string,
        code: string,
        shape: readonly number[],
        given: Readonly<Record<string, TensorInfo>>,
        floats?: Readonly<Record<string, number>>,
      ): TensorInfo =>
        gpu.run({
          name: `${BatchNorm} ${name}`,
          output: { shape, dtype: 'float32' },
          inputs: given,
          uniforms: { ...uniforms },
          ...(floats === undefined ? {} : { floats }),
          code,
        });
      const parts = run('chunks', partial, [2, chunks, channels], { x });
      const mean = run('mean', center, [channels], { parts });
      const variance = run('variance', spread, [channels], { parts, center: mean });
      gpu.release(parts);
      const y = run('y', normal, x.shape, { x, gamma, beta, center: mean, variance }, { epsilon });
      return [y, mean, variance];
    },
  },
];
