// internal: batch normalization in training
import { attributesAs, BatchNorm, type BatchNormAttributes } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
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

/** The variance is of the squares around a chunk's own mean, and its mean's around that of all. */
const moments = `
  fn rowsIn(chunk : i32) -> f32 {
    return f32(min(uniforms.chunkRows, uniforms.rows - chunk * uniforms.chunkRows));
  }

  fn writeAt(channel : i32) {
    var sum = 0.0;
    for (var chunk = 0; chunk < uniforms.chunks; chunk++) {
      sum += rowsIn(chunk) * parts[chunk * uniforms.channels + channel];
    }
    let center = sum / f32(uniforms.rows);
    let squares = uniforms.chunks * uniforms.channels;
    sum = 0.0;
    for (var chunk = 0; chunk < uniforms.chunks; chunk++) {
      let at = chunk * uniforms.channels + channel;
      let off = parts[at] - center;
      sum += parts[squares + at] + rowsIn(chunk) * off * off;
    }
    mean[channel] = center;
    variance[channel] = sum / f32(uniforms.rows);
  }`;

const normal = `fn valueAt(index : i32) -> f32 {
    let channel = index % uniforms.channels;
    let scale = f32(gamma[channel]) * inverseSqrt(variance[channel] + uniforms.epsilon);
    return (f32(x[index]) - center[channel]) * scale + f32(beta[channel]);
  }`;

/** In three passes: moments of chunks, those of all, and y. */
export const batchNorm: readonly Replacement[] = [
  {
    name: BatchNorm,
    compute(inputs, params, gpu) {
      const { x, gamma, beta } = inputs as Readonly<Record<'x' | 'gamma' | 'beta', TensorInfo>>;
      const { epsilon } = attributesAs<BatchNormAttributes>(params);
      const { channels, rows, chunkRows, chunks } = chunksOf(BatchNorm, x, { gamma, beta });
      const parts = gpu.run({
        name: `${BatchNorm} chunks`,
        output: { shape: [2, chunks, channels], dtype: 'float32' },
        inputs: { x },
        uniforms: { channels, rows, chunkRows, chunks },
        code: partial,
      });
      const [mean, variance] = gpu.runSeveral({
        name: `${BatchNorm} moments`,
        count: channels,
        outputs: { mean: [channels], variance: [channels] },
        inputs: { parts },
        uniforms: { channels, rows, chunkRows, chunks },
        floats: {},
        code: moments,
      }) as [TensorInfo, TensorInfo];
      gpu.release(parts);
      const y = gpu.run({
        name: BatchNorm,
        output: { shape: x.shape, dtype: 'float32' },
        inputs: { x, gamma, beta, center: mean, variance },
        uniforms: { channels },
        floats: { epsilon },
        code: normal,
      });
      return [y, mean, variance];
    },
  },
];
