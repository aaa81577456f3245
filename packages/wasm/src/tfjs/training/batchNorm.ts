// internal: batch normalization in training, and its gradients
import { BatchNorm, BatchNormGrad, sizeOf } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { emitCombineMoments, emitMoments, emitNormalize, momentLists } from '../../kernels/training/batchNorm.ts';
import { emitCombineSlopes, emitSlopeOfInput, emitSlopes, slopeLists } from '../../kernels/training/batchNormGrad.ts';
import { chunkRowsOf } from '../../kernels/training/chunks.ts';
import type { Split } from '../../runtime.ts';
import { bitsOf } from '../adapter/bits.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';

/** x as rows of channels, in chunks. */
interface Extent {
  readonly rows: number;
  readonly channels: number;
  readonly chunkRows: number;
  readonly chunks: number;
}

const extentOf = (name: string, x: TensorInfo, perChannel: readonly TensorInfo[]): Extent => {
  const channels = x.shape.at(-1) ?? 0;
  const size = sizeOf(x.shape);
  if (size === 0 || x.shape.length < 2) throw new RangeError(`${name}: there is no batch of channels in [${x.shape}]`);
  const other = perChannel.find(({ shape }) => shape.length !== 1 || shape[0] !== channels);
  if (other !== undefined)
    throw new RangeError(`${name}: channels of [${x.shape}] go with [${channels}], got [${other.shape}]`);
  const rows = size / channels;
  const chunkRows = chunkRowsOf(channels);
  return { rows, channels, chunkRows, chunks: Math.ceil(rows / chunkRows) };
};

/** Kernels on chunks of x, or on the lists that chunks left behind. `ns`: for each number of x. */
const stagesOn = ({ runtime }: Device, { rows, channels, chunkRows, chunks }: Extent) => {
  const run = (stage: Stage, args: readonly number[], split: Split): void => {
    const { number = 0, listed = 0, channel = 0 } = stage.flops;
    const flops = channels * (rows * number + chunks * listed + channel);
    runtime.launch(runtime.kernel(stage.key, stage.emit), [...args, rows, chunkRows, channels], { ...split, flops });
  };
  return {
    overChunks: (stage: Stage, args: readonly number[], ns: number): void =>
      run(stage, args, { count: chunks, work: ns * rows * channels }),
    overChannels: (stage: Stage, args: readonly number[]): void =>
      run(stage, args, { count: channels, grain: 16, work: 2 * chunks * channels }),
  };
};

interface Stage {
  readonly key: string;
  readonly emit: (m: ModuleBuilder) => void;
  /** Its arithmetic for each number of x, for each channel of a chunk, and for each channel. */
  readonly flops: Readonly<Partial<Record<'number' | 'listed' | 'channel', number>>>;
}

const moments: Stage = { key: 'batchNorm: moments', emit: emitMoments, flops: { number: 5, listed: 5 } };
const combineMoments: Stage = {
  key: 'batchNorm: combine moments',
  emit: emitCombineMoments,
  flops: { listed: 8, channel: 7 },
};
const normalize: Stage = { key: 'batchNorm: normalize', emit: emitNormalize, flops: { number: 3 } };
const slopes: Stage = { key: 'batchNorm: slopes', emit: emitSlopes, flops: { number: 4 } };
const combineSlopes: Stage = {
  key: 'batchNorm: combine slopes',
  emit: emitCombineSlopes,
  flops: { listed: 2, channel: 13 },
};
const slopeOfInput: Stage = { key: 'batchNorm: slope of input', emit: emitSlopeOfInput, flops: { number: 5 } };

/** Calls `use` with the addresses of lists of these lengths, in floats, which last as long as the call. */
const withLists = ({ runtime }: Device, lengths: readonly number[], use: (...lists: number[]) => void): void => {
  const start = runtime.allocate(4 * lengths.reduce((sum, length) => sum + length, 0));
  let next = start;
  const lists = lengths.map((length) => {
    const list = next;
    next += 4 * length;
    return list;
  });
  try {
    use(...lists);
  } finally {
    runtime.free(start);
  }
};

const forward: Replacement = {
  name: BatchNorm,
  compute: (inputs, attributes, device) => {
    const { x, gamma, beta } = inputs as Record<'x' | 'gamma' | 'beta', TensorInfo>;
    if (!isFloat(x, gamma, beta)) return undefined;
    const { address, output } = device;
    const extent = extentOf(BatchNorm, x, [gamma, beta]);
    const stages = stagesOn(device, extent);
    const y = output(x.shape, 'float32');
    const mean = output(gamma.shape, 'float32');
    const variance = output(gamma.shape, 'float32');
    const { channels, chunks } = extent;
    withLists(device, [momentLists * chunks * channels, channels], (partial, scale) => {
      const [m, v] = [address(mean), address(variance)];
      stages.overChunks(moments, [address(x), partial!], 0.4);
      stages.overChannels(combineMoments, [
        partial!,
        address(gamma),
        m,
        v,
        scale!,
        bitsOf(attributes.epsilon as number),
      ]);
      stages.overChunks(normalize, [address(x), address(y), m, scale!, address(beta)], 0.3);
    });
    return [y, mean, variance];
  },
};

const backward: Replacement = {
  name: BatchNormGrad,
  compute: (inputs, attributes, device) => {
    const { dy, x, ...given } = inputs as Record<'dy' | 'x' | PerChannel, TensorInfo>;
    const perChannel = Object.values(given);
    if (!isFloat(dy, x, ...perChannel)) return undefined;
    const { address, output } = device;
    const extent = extentOf(BatchNormGrad, x, perChannel);
    if (sizeOf(dy.shape) !== sizeOf(x.shape)) {
      throw new RangeError(`${BatchNormGrad}: dy must have the shape of x, [${x.shape}], got [${dy.shape}]`);
    }
    const stages = stagesOn(device, extent);
    const dx = output(x.shape, 'float32');
    const dGamma = output(given.gamma.shape, 'float32');
    const dBeta = output(given.gamma.shape, 'float32');
    const { channels, chunks } = extent;
    withLists(device, [slopeLists * chunks * channels, channels, channels, channels], (partial, a, b, c) => {
      const { gamma, mean, variance, dMean, dVariance } = given;
      const read = [gamma, variance, dMean, dVariance].map(address);
      const written = [address(dGamma), address(dBeta), a!, b!, c!];
      stages.overChunks(slopes, [address(dy), address(x), address(mean), partial!], 0.4);
      stages.overChannels(combineSlopes, [partial!, ...read, ...written, bitsOf(attributes.epsilon as number)]);
      stages.overChunks(slopeOfInput, [...[dy, x, dx, mean].map(address), a!, b!, c!], 0.5);
    });
    return [dx, dGamma, dBeta];
  },
};

type PerChannel = 'gamma' | 'mean' | 'variance' | 'dMean' | 'dVariance';

export const batchNorm: readonly Replacement[] = [forward, backward];
