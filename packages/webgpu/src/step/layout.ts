// internal: the buffers of a compiled tape, and where in them its numbers are
import type { HostNumbers } from '@kindling/core';
import type { Region, Tape } from '../recording/recording.ts';
import { storage, type WebgpuBackend } from '../tfjs/backend.ts';
import type { Arena } from './arena.ts';
import type { Span } from './bindings.ts';
import { type Block, blockOf } from './blocks.ts';

export interface Layout {
  /** Of each region that stays where it is. */
  readonly spans: readonly (Span | undefined)[];
  /** Of each launch's uniforms. */
  readonly uniforms: readonly Span[];
  /** Takes the numbers of the host, which are then sent. */
  tell(numbers: readonly HostNumbers[]): void;
  send(): void;
  /** Gives the buffers back, for others to use; ends them where they are not fit for that. */
  release(areFit: boolean): void;
}

const typed = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array } as const;

const wholeWords = (bytes: number): number => 4 * Math.max(1, Math.ceil(bytes / 4));

export const layOut = ({ regions, launches }: Tape, arena: Arena, backend: WebgpuBackend): Layout => {
  const { queue, bufferManager } = backend;
  const buffers: GPUBuffer[] = [];
  const acquire = (size: number, usage: number): GPUBuffer => {
    const buffer = bufferManager.acquireBuffer(wholeWords(size), usage);
    buffers.push(buffer);
    return buffer;
  };

  /** The spans of parts that share a buffer, by their numbers. */
  const spansIn = (parts: readonly (readonly [number, number])[], usage: number) => {
    const block: Block<number> = blockOf(parts);
    const buffer = acquire(block.bytes, usage);
    const spans = parts.map(([i, bytes]): [number, Span] => {
      return [i, { buffer, offset: block.offsets.get(i)!, size: wholeWords(bytes) }];
    });
    return { buffer, bytes: block.bytes, spans: new Map(spans) };
  };

  const slots = arena.slots.map((size) => acquire(size, storage()));
  const constants = regionsOf('constant', regions);
  const numbers = regionsOf('numbers', regions);
  const kept = spansIn(
    constants.map(([i, { bytes }]) => [i, bytes]),
    storage(),
  );
  const told = spansIn(
    numbers.map(([i, { bytes }]) => [i, bytes]),
    storage(),
  );
  const uniforms = spansIn(
    launches.map(({ uniforms }, i) => [i, uniforms.byteLength]),
    GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  );
  const write = ({ buffer, offset, size }: Span, data: Uint8Array): void => {
    const words = new Uint8Array(size);
    words.set(data);
    queue.writeBuffer(buffer, offset, words);
  };
  for (const [i, { data }] of constants) write(kept.spans.get(i)!, data);
  launches.forEach(({ uniforms: data }, i) => {
    write(uniforms.spans.get(i)!, data);
  });

  const host = new ArrayBuffer(told.bytes);
  const views = numbers.map(([i, { stored, bytes, index }]) => {
    const array = typed[stored];
    return { index, into: new array(host, told.spans.get(i)!.offset, bytes / array.BYTES_PER_ELEMENT) };
  });

  return {
    spans: regions.map((region, i) => {
      const slot = arena.slotOf.get(i);
      if (region.kind === 'made' && slot !== undefined)
        return { buffer: slots[slot]!, offset: 0, size: wholeWords(region.bytes) };
      return kept.spans.get(i) ?? told.spans.get(i);
    }),
    uniforms: launches.map((_, i) => uniforms.spans.get(i)!),
    tell: (given) => {
      for (const { index, into } of views) {
        const from = given[index]!;
        if (typeof from === 'function') from(into);
        else into.set(from);
      }
    },
    send: () => {
      if (views.length > 0) queue.writeBuffer(told.buffer, 0, host);
    },
    release: (areFit) => {
      for (const buffer of buffers.splice(0)) bufferManager.releaseBuffer(buffer, areFit);
    },
  };
};

/** The regions of a kind, with their numbers. */
export const regionsOf = <K extends Region['kind']>(kind: K, regions: readonly Region[]) =>
  regions.flatMap((region, i) => (region.kind === kind ? [[i, region as Extract<Region, { kind: K }>] as const] : []));
