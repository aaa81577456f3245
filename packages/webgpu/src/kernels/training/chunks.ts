// internal: x as rows of channels, cut in chunks that are summed up side by side
import { requireShape } from '@kindling/core';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';

/** All but `channels` along the rows: every axis but the last. */
export interface Chunks {
  readonly channels: number;
  readonly rows: number;
  readonly chunkRows: number;
  readonly chunks: number;
}

/** As many chunks as each has rows, so that neither the sums of rows nor those of chunks are long. */
export const chunksOf = (owner: string, x: TensorInfo, perChannel: Readonly<Record<string, TensorInfo>>): Chunks => {
  const size = util.sizeFromShape(x.shape);
  if (size === 0 || x.shape.length < 2) throw new RangeError(`${owner}: there is no batch of channels in [${x.shape}]`);
  const channels = x.shape.at(-1)!;
  requireShape(owner, perChannel, [channels]);
  const rows = size / channels;
  const chunkRows = Math.ceil(Math.sqrt(rows));
  return { channels, rows, chunkRows, chunks: Math.ceil(rows / chunkRows) };
};
