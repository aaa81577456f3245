// internal: the two buffers that tensors lie in which a step writes over
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { storage, type WebgpuBackend } from '../tfjs/backend.ts';
import type { Span } from './bindings.ts';
import { blockOf } from './blocks.ts';

type DataId = TensorInfo['dataId'];

/** A tensor that is written over. */
export interface Guest {
  readonly dataId: DataId;
  /** In bytes, as the device has it. */
  readonly bytes: number;
  readonly dtype: DataType;
  /** The tensor whose numbers it has: itself, or one of the same numbers in this dtype. */
  readonly from: DataId;
}

/** Two buffers in which all tensors lie that a step writes over, one behind the other. */
export interface Home {
  readonly now: GPUBuffer;
  /** Where the next numbers of all of them go. */
  readonly next: GPUBuffer;
  /** Makes the next numbers those of now. */
  exchange(): void;
}

/**
 * A step reads its tensors in one buffer and writes the next numbers into another; then the two are exchanged. So
 * nothing is copied, and each step finds one of two states of affairs. To tfjs such a tensor has a buffer of its own
 * still: it is made, and copied to, when somebody asks for it.
 */
export interface Homes {
  /** That of these tensors, which are moved there if they are elsewhere. */
  of(guests: readonly Guest[]): Home;
  /** Where a tensor's numbers are now; undefined of one that has a buffer of its own. */
  spanOf(dataId: DataId): Span | undefined;
  /** Whether a step ever wrote it over: numbers of it that are on the host may be old ones. */
  wasWrittenOver(dataId: DataId): boolean;
  /** Gives all tensors buffers of their own. */
  clear(): void;
}

interface Rooms {
  readonly sizes: string;
  readonly spans: readonly Pick<Span, 'offset' | 'size'>[];
  readonly guests: (DataId | undefined)[];
  buffers: readonly [GPUBuffer, GPUBuffer];
  /** Counts the exchanges. */
  time: number;
}

interface Stay {
  readonly rooms: Rooms;
  readonly room: number;
  /** A copy for tfjs, and when it was made. */
  copy: { readonly buffer: GPUBuffer; readonly time: number } | undefined;
}

export const createHomes = (backend: WebgpuBackend): Homes => {
  const { tensorMap, bufferManager } = backend;
  const stays = new Map<DataId, Stay>();
  const writtenOver = new WeakSet<DataId>();

  /** Those that guests move into. */
  let filled: Rooms | undefined;

  const encoder = (): GPUCommandEncoder => {
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    return backend.commandEncoder!;
  };
  const spanIn = ({ rooms, room }: Stay): Span => ({ buffer: rooms.buffers[0], ...rooms.spans[room]! });
  const dropCopy = (stay: Stay): void => {
    if (stay.copy !== undefined) bufferManager.releaseBuffer(stay.copy.buffer);
    stay.copy = undefined;
  };
  /** The numbers of now in a buffer of their own. */
  const copyOf = (stay: Stay): GPUBuffer => {
    const { rooms, copy } = stay;
    if (copy?.time === rooms.time) return copy.buffer;
    const { buffer, offset, size } = spanIn(stay);
    const own = copy?.buffer ?? bufferManager.acquireBuffer(size, storage());
    encoder().copyBufferToBuffer(buffer, offset, own, 0, own.size);
    stay.copy = { buffer: own, time: rooms.time };
    return own;
  };
  const leave = (dataId: DataId, resource: GPUBuffer | null): void => {
    const { rooms, room } = stays.get(dataId)!;
    stays.delete(dataId);
    const data = tensorMap.get(dataId);
    Object.defineProperty(data, 'resource', { value: resource, writable: true, configurable: true, enumerable: true });
    rooms.guests[room] = undefined;
    if (rooms !== filled && rooms.guests.every((guest) => guest === undefined))
      for (const buffer of rooms.buffers) bufferManager.releaseBuffer(buffer);
  };
  /** With what tfjs had of it: a buffer that is its own from now on. */
  const moveOut = (dataId: DataId): void => leave(dataId, copyOf(stays.get(dataId)!));

  /** tfjs asks for the buffer of a tensor that it lets go of: none is to be made for that. */
  const { releaseResource } = backend;
  backend.releaseResource = (dataId) => {
    const stay = stays.get(dataId);
    if (stay === undefined) return releaseResource.call(backend, dataId);
    dropCopy(stay);
    leave(dataId, null);
  };

  const moveIn = ({ dataId, from, dtype }: Guest, rooms: Rooms, room: number): void => {
    const before = rooms.guests[room];
    if (before !== undefined) moveOut(before);
    backend.uploadToGPU(from);
    const source = tensorMap.get(from).resource as GPUBuffer;
    const { offset } = rooms.spans[room]!;
    encoder().copyBufferToBuffer(source, 0, rooms.buffers[0], offset, source.size);
    backend.releaseResource(dataId);
    const stay: Stay = { rooms, room, copy: undefined };
    const data = tensorMap.get(dataId);
    Object.assign(data, { values: null, external: false, dtype });
    Object.defineProperty(data, 'resource', {
      get: () => copyOf(stay),
      configurable: true,
      enumerable: true,
    });
    stays.set(dataId, stay);
    rooms.guests[room] = dataId;
  };

  const roomsFor = (guests: readonly Guest[], sizes: string): Rooms => {
    for (const { dataId } of guests) {
      const rooms = stays.get(dataId)?.rooms;
      if (rooms?.sizes === sizes) return rooms;
    }
    const { bytes, offsets } = blockOf(guests.map((guest, i) => [i, guest.bytes] as const));
    const buffer = () => bufferManager.acquireBuffer(Math.max(4, bytes), storage());
    return {
      sizes,
      spans: guests.map((guest, i) => ({ offset: offsets.get(i)!, size: guest.bytes })),
      guests: guests.map(() => undefined),
      buffers: [buffer(), buffer()],
      time: 0,
    };
  };

  return {
    of: (guests) => {
      const rooms = roomsFor(guests, `${guests.map(({ bytes }) => bytes)}`);
      filled = rooms;
      guests.forEach((guest, room) => {
        const stay = stays.get(guest.dataId);
        if (stay?.rooms !== rooms || stay.room !== room || guest.from !== guest.dataId) moveIn(guest, rooms, room);
      });
      filled = undefined;
      const [now, next] = rooms.buffers;
      return {
        now,
        next,
        exchange: () => {
          rooms.buffers = [next, now];
          rooms.time += 1;
          for (const { dataId, dtype } of guests) {
            writtenOver.add(dataId);
            dropCopy(stays.get(dataId)!);
            Object.assign(tensorMap.get(dataId), { values: null, dtype });
          }
        },
      };
    },
    spanOf: (dataId) => {
      const stay = stays.get(dataId);
      return stay === undefined ? undefined : spanIn(stay);
    },
    wasWrittenOver: (dataId) => writtenOver.has(dataId),
    clear: () => {
      for (const dataId of [...stays.keys()]) moveOut(dataId);
      Reflect.deleteProperty(backend, 'releaseResource');
    },
  };
};
