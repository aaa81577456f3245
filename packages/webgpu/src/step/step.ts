// internal: a tape as one submit
import type { CompiledRecording, HostNumbers } from '@kindling/core';
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { asFloats, gpuOf } from '../kernels/adapter/gpu.ts';
import { bytesOf, isInteger } from '../recording/draft.ts';
import { linesOf, type Region, type Tape } from '../recording/recording.ts';
import type { WebgpuBackend } from '../tfjs/backend.ts';
import { arenaOf } from './arena.ts';
import { createBindings, type Span } from './bindings.ts';
import { type Block, blockOf } from './blocks.ts';
import type { Spares } from './spares.ts';

const typed = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array } as const;

/** Which region of each update a launch writes into the spare buffer itself; the others are copied there. */
const writtenInPlace = ({ regions, updates }: Tape): ReadonlyMap<number, number> => {
  const places = new Map<number, number>();
  for (const { over, by } of updates) if (regions[by]!.kind === 'made' && !places.has(by)) places.set(by, over);
  return places;
};

export const compileTape = (tape: Tape, backend: WebgpuBackend, spares: Spares): CompiledRecording => {
  const { regions, launches, updates, results } = tape;
  const { device, queue, bufferManager, tensorMap } = backend;
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const inPlace = writtenInPlace(tape);
  const arena = arenaOf(tape, new Set(inPlace.keys()));
  const buffers: GPUBuffer[] = [];
  const bufferOf = (size: number, usage: number): GPUBuffer => {
    const buffer = bufferManager.acquireBuffer(Math.max(size, 16), usage);
    buffers.push(buffer);
    return buffer;
  };

  const slots = arena.slots.map((size) => bufferOf(size, storage));
  const ofKind = <K extends Region['kind']>(kind: K) =>
    regions.flatMap((region, i) => (region.kind === kind ? [[i, region as Extract<Region, { kind: K }>] as const] : []));
  const [constants, numbers] = [ofKind('constant'), ofKind('numbers')];
  const constantBlock = blockOf(constants.map(([i, { data }]) => [i, data.byteLength]));
  const numberBlock = blockOf(numbers.map(([i, { bytes }]) => [i, bytes]));
  const uniformBlock = blockOf(launches.map(({ uniforms }, i) => [i, uniforms.byteLength] as const));
  const constantBuffer = bufferOf(constantBlock.bytes, storage);
  const numberBuffer = bufferOf(numberBlock.bytes, storage);
  const uniformBuffer = bufferOf(uniformBlock.bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  for (const [i, { data }] of constants) queue.writeBuffer(constantBuffer, constantBlock.offsets.get(i)!, whole(data));
  launches.forEach(({ uniforms }, i) => {
    queue.writeBuffer(uniformBuffer, uniformBlock.offsets.get(i)!, whole(uniforms));
  });

  const host = new ArrayBuffer(numberBlock.bytes);
  const views = numbers.map(([i, { stored, bytes }]) => {
    const view = typed[stored];
    return new view(host, numberBlock.offsets.get(i)!, bytes / view.BYTES_PER_ELEMENT);
  });

  const spanIn = (buffer: GPUBuffer, { offsets }: Block<number>, i: number, size: number): Span => ({
    buffer,
    offset: offsets.get(i)!,
    size: Math.max(size, 4),
  });
  /** Where regions are that stay where they are. */
  const fixed = regions.map((region, i): Span | undefined => {
    if (region.kind === 'constant') return spanIn(constantBuffer, constantBlock, i, region.data.byteLength);
    if (region.kind === 'numbers') return spanIn(numberBuffer, numberBlock, i, 4 * Math.ceil(region.bytes / 4));
    const slot = arena.slotOf.get(i);
    if (region.kind !== 'made' || slot === undefined) return undefined;
    return { buffer: slots[slot]!, offset: 0, size: Math.max(region.bytes, 4) };
  });
  const bindings = launches.map((launch, i) =>
    createBindings(device, launch, spanIn(uniformBuffer, uniformBlock, i, launch.uniforms.byteLength)),
  );

  const resourceOf = (tensor: TensorInfo): GPUBuffer => {
    backend.uploadToGPU(tensor.dataId);
    return tensorMap.get(tensor.dataId).resource as GPUBuffer;
  };
  const wholeOf = (buffer: GPUBuffer): Span => ({ buffer, offset: 0, size: buffer.size });

  /** The tensors whose numbers are exchanged, as they were at the last run. */
  let exchanged: readonly TensorInfo['dataId'][] = [];
  const requireSpares = (dataIds: readonly TensorInfo['dataId'][]): void => {
    exchanged.forEach((dataId, i) => {
      if (dataId !== dataIds[i]) spares.drop(dataId);
    });
    exchanged = dataIds;
  };

  const held = ofKind('held').map(([, { tensor }]) => tensor);
  const dtypes = ofKind('tensor').map(([, { index, dtype }]) => ({ index, dtype }));

  /** Tensors of float32 whose numbers lie there as integers are made over: the launches were noted for the others. */
  const asNoted = (tensors: readonly Tensor[]): { given: readonly TensorInfo[]; made: readonly TensorInfo[] } => {
    const given: TensorInfo[] = [...tensors];
    const made: TensorInfo[] = [];
    for (const { index, dtype } of dtypes) {
      const tensor = tensors[index]!;
      if (isInteger(tensorMap.get(tensor.dataId).dtype) === isInteger(dtype)) continue;
      given[index] = asFloats(tensor, gpuOf(backend));
      made.push(given[index]);
    }
    return { given, made };
  };

  const run = (tensors: readonly Tensor[], values: readonly HostNumbers[]): Tensor[] => {
    const { given, made } = asNoted(tensors);
    const overs = updates.map(({ over }) => tensors[(regions[over] as { readonly index: number }).index]!);
    for (const { dataId } of overs) backend.uploadToGPU(dataId);
    requireSpares(overs.map(({ dataId }) => dataId));
    const spare = new Map(updates.map(({ over }, i) => [over, spares.of(overs[i]!.dataId)]));
    const spans: (Span | undefined)[] = [...fixed];
    const spanOf = (region: number): Span => {
      spans[region] ??= wholeOf(found(region));
      return spans[region];
    };
    const found = (region: number): GPUBuffer => {
      const over = inPlace.get(region);
      if (over !== undefined) return spare.get(over)!;
      const of = regions[region]!;
      return resourceOf(of.kind === 'held' ? of.tensor : given[(of as { readonly index: number }).index]!);
    };
    const groups = bindings.map((bind) => bind(spanOf));
    const outputs = results.map(({ shape, dtype }) => backend.makeTensorInfo([...shape], dtype));
    const copies = [
      ...outputs.map((output, i) => [spanOf(results[i]!.region), resourceOf(output), bytesOf(output.shape)] as const),
      ...updates.flatMap(({ over, by }) =>
        inPlace.get(by) === over ? [] : [[spanOf(by), spare.get(over)!, spare.get(over)!.size] as const],
      ),
    ];
    views.forEach((view, i) => {
      write(values[numbers[i]![1].index]!, view);
    });
    if (host.byteLength > 0) queue.writeBuffer(numberBuffer, 0, host);

    backend.ensureCommandEncoderReady();
    const encoder = backend.commandEncoder!;
    const pass = (backend.computePassEncoder ??= encoder.beginComputePass());
    launches.forEach(({ pipeline, groups: [x, y, z] }, i) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, groups[i]!);
      pass.dispatchWorkgroups(x, y, z);
    });
    backend.endComputePassEncoder();
    for (const [{ buffer, offset }, to, size] of copies) encoder.copyBufferToBuffer(buffer, offset, to, 0, size);
    backend.submitQueue();
    for (const { dataId } of overs) spares.exchange(dataId);
    for (const { dataId } of made) backend.disposeData(dataId);
    return outputs.map((output) => engine().makeTensorFromTensorInfo(output));
  };

  return {
    phases: linesOf(tape),
    arena: arena.slots.reduce((sum, bytes) => sum + bytes, 0),
    isWhole: () => held.every(({ dataId }) => engine().state.tensorInfo.has(dataId)),
    run,
    dispose: () => {
      requireSpares([]);
      for (const buffer of buffers.splice(0)) bufferManager.releaseBuffer(buffer);
    },
  };
};

/** `writeBuffer` takes whole words. */
const whole = (data: Uint8Array): Uint8Array<ArrayBuffer> => {
  const padded = new Uint8Array(4 * Math.ceil(data.byteLength / 4));
  padded.set(data);
  return padded;
};

const write = (numbers: HostNumbers, into: Float32Array | Int32Array | Uint8Array): void =>
  typeof numbers === 'function' ? numbers(into) : into.set(numbers);
