// internal: the buffers of a compiled tape, and what is sent to them
import type { HostNumbers } from '@kindling/core';
import { regionsOf, type Tape } from '../recording/recording.ts';
import { storage, type WebgpuBackend } from '../tfjs/backend.ts';
import type { Arena } from './arena.ts';
import type { Span } from './bindings.ts';
import { blockOf } from './blocks.ts';
import { arenaName, type Blocks } from './lying.ts';

export interface Layout {
  /** By the names of what regions lie in, those that stay where they are. */
  readonly buffers: ReadonlyMap<string, GPUBuffer>;
  /** Of each launch, and behind them of each table. */
  readonly uniforms: readonly Span[];
  /** Takes the numbers of the host, which are then sent. */
  tell(numbers: readonly HostNumbers[]): void;
  send(): void;
  /** Gives the buffers back, for others to use; ends them where they are not fit for that. */
  release(areFit: boolean): void;
}

const typed = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array } as const;

export const layOut = (
  { regions }: Pick<Tape, 'regions'>,
  blocks: Pick<Blocks, 'constants' | 'numbers'>,
  arena: Arena,
  uniforms: readonly Uint8Array[],
  { queue, bufferManager }: Pick<WebgpuBackend, 'queue' | 'bufferManager'>,
): Layout => {
  const acquired: GPUBuffer[] = [];
  const acquire = (size: number, usage: number): GPUBuffer => {
    const buffer = bufferManager.acquireBuffer(Math.max(4, size), usage);
    acquired.push(buffer);
    return buffer;
  };
  const write = (buffer: GPUBuffer, offset: number, data: Uint8Array): void => {
    if (data.length === 0) return;
    const words = new Uint8Array(4 * Math.ceil(data.length / 4));
    words.set(data);
    queue.writeBuffer(buffer, offset, words);
  };
  const constants = acquire(blocks.constants.bytes, storage());
  for (const [i, { data }] of regionsOf('constant', regions)) write(constants, blocks.constants.offsets.get(i)!, data);
  const told = acquire(blocks.numbers.bytes, storage());
  const uniformBlock = blockOf(uniforms.map(({ byteLength }, i) => [i, byteLength] as const));
  const uniformBuffer = acquire(uniformBlock.bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  uniforms.forEach((data, i) => {
    write(uniformBuffer, uniformBlock.offsets.get(i)!, data);
  });

  const host = new ArrayBuffer(blocks.numbers.bytes);
  const views = regionsOf('numbers', regions).map(([i, { stored, bytes, index }]) => {
    const array = typed[stored];
    return { index, into: new array(host, blocks.numbers.offsets.get(i)!, bytes / array.BYTES_PER_ELEMENT) };
  });

  return {
    buffers: new Map([
      ['constants', constants],
      ['numbers', told],
      ...arena.buffers.map((size, i) => [arenaName(i), acquire(size, storage())] as const),
    ]),
    uniforms: uniforms.map(({ byteLength }, i) => ({
      buffer: uniformBuffer,
      offset: uniformBlock.offsets.get(i)!,
      size: 4 * Math.max(1, Math.ceil(byteLength / 4)),
    })),
    tell: (given) => {
      for (const { index, into } of views) {
        const from = given[index]!;
        if (typeof from === 'function') from(into);
        else into.set(from);
      }
    },
    send: () => {
      if (views.length > 0) queue.writeBuffer(told, 0, host);
    },
    release: (areFit) => {
      for (const buffer of acquired.splice(0)) bufferManager.releaseBuffer(buffer, areFit);
    },
  };
};
