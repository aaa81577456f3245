/** What a program asked of a GPU. */
export interface GpuCounts {
  /** Of shaders. */
  dispatches: number;
  submits: number;
  /** Calls of `writeBuffer`, small uniforms for the most part. */
  writes: number;
  /** `createBuffer`: what no earlier tensor left over. */
  buffers: number;
  /** `createBindGroup`. */
  bindGroups: number;
  /** Sent from the host: by `writeBuffer`, and in buffers that are mapped when they are made. */
  uploadedBytes: number;
  /** `mapAsync`: waits for the device, to read. */
  reads: number;
}

type Methods = Record<string, (...args: never[]) => unknown>;

/** Of a constructor that browsers have as a global, and Dawn in Node puts there. */
const prototypeOf = (name: string): Methods =>
  (globalThis as unknown as Record<string, { readonly prototype: Methods }>)[name]!.prototype;

/** Calls `see` with the arguments of each call of a method; the undo. */
const watch = (owner: string, method: string, see: (...args: never[]) => void): (() => void) => {
  const prototype = prototypeOf(owner);
  const before = prototype[method]!;
  prototype[method] = function (this: unknown, ...args: never[]) {
    see(...args);
    return before.apply(this, args);
  };
  return () => {
    prototype[method] = before;
  };
};

/** `writeBuffer` counts in elements of typed arrays, and in bytes of all else. */
const bytesIn = (data: AllowSharedBufferSource, from: number, size: number | undefined): number => {
  const each = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  return size === undefined ? data.byteLength - from * each : size * each;
};

/** Counts what `run` asks of all GPUs of this process or page. */
export const countGpu = async (run: () => Promise<unknown>): Promise<GpuCounts> => {
  const counts: GpuCounts = {
    dispatches: 0,
    submits: 0,
    writes: 0,
    buffers: 0,
    bindGroups: 0,
    uploadedBytes: 0,
    reads: 0,
  };
  const undos = [
    watch('GPUComputePassEncoder', 'dispatchWorkgroups', () => counts.dispatches++),
    watch('GPUQueue', 'submit', () => counts.submits++),
    watch('GPUQueue', 'writeBuffer', (_buffer, _offset, data: AllowSharedBufferSource, from = 0, size?: number) => {
      counts.writes++;
      counts.uploadedBytes += bytesIn(data, from, size);
    }),
    watch('GPUDevice', 'createBuffer', ({ size, mappedAtCreation }: GPUBufferDescriptor) => {
      counts.buffers++;
      if (mappedAtCreation === true) counts.uploadedBytes += size;
    }),
    watch('GPUDevice', 'createBindGroup', () => counts.bindGroups++),
    watch('GPUBuffer', 'mapAsync', () => counts.reads++),
  ];
  try {
    await run();
  } finally {
    for (const undo of undos) undo();
  }
  return counts;
};
