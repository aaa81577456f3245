// internal: a tape as one submit
import { beforeChange, type CompiledRecording } from '@kindling/core';
import { engine, Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { asFloats, gpuOf, isInteger } from '../kernels/adapter/gpu.ts';
import { bytesOf } from '../recording/draft.ts';
import { type Region, reportOf, type Tape } from '../recording/recording.ts';
import type { WebgpuBackend } from '../tfjs/backend.ts';
import { arenaOf } from './arena.ts';
import { createBindings, type Span } from './bindings.ts';
import { foldedIn } from './fold.ts';
import { layOut, regionsOf } from './layout.ts';
import type { Spares } from './spares.ts';

type DataId = TensorInfo['dataId'];

/** What tapes are compiled for. */
export interface Ground {
  readonly backend: WebgpuBackend;
  readonly spares: Spares;
  /** How often the device could not do something. */
  readonly faults: () => number;
}

interface Copy {
  readonly from: Span;
  readonly to: GPUBuffer;
  readonly size: number;
}

/** The tensor that each region replaces, where a launch writes it there itself; other updates are copied. */
const writtenInPlace = ({ regions, updates }: Tape, lasting: ReadonlySet<number>): ReadonlyMap<number, number> => {
  const places = new Map<number, number>();
  for (const { over, by } of updates)
    if (regions[by]!.kind === 'made' && !lasting.has(by) && !places.has(by)) places.set(by, over);
  return places;
};

export const compileTape = (tape: Tape, { backend, spares, faults }: Ground): CompiledRecording => {
  const { regions, launches, updates, results } = tape;
  const { device, tensorMap } = backend;
  const { once, lasting } = foldedIn(tape);
  const inPlace = writtenInPlace(tape, lasting);
  const arena = arenaOf(tape, { elsewhere: inPlace, lasting });
  const layout = layOut(tape, arena, backend);
  const bindings = launches.map((launch, i) => createBindings(device, launch, layout.uniforms[i]!));
  const isHeld = heldBy(tape);
  const faultsBefore = faults();
  const inputs = regionsOf('tensor', regions);
  const indexOf = (region: number): number => (regions[region] as Extract<Region, { kind: 'tensor' }>).index;

  const resourceOf = ({ dataId }: Pick<TensorInfo, 'dataId'>): GPUBuffer => {
    backend.uploadToGPU(dataId);
    return tensorMap.get(dataId).resource as GPUBuffer;
  };

  /** Dispatches of one pass, on what tfjs has not submitted yet. */
  const dispatch = (numbers: readonly number[], spanOf: (region: number) => Span): void => {
    const groups = numbers.map((i) => bindings[i]!(spanOf));
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
    const pass = backend.computePassEncoder;
    numbers.forEach((i, at) => {
      const { pipeline, groups: counts } = launches[i]!;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, groups[at]!);
      pass.dispatchWorkgroups(...counts);
    });
    backend.endComputePassEncoder();
  };

  if (once.size > 0) {
    dispatch([...once], (region) => layout.spans[region]!);
    backend.submitQueue();
  }
  const each = launches.flatMap((_, i) => (once.has(i) ? [] : [i]));

  /** The tensors whose buffers were exchanged by the last run. */
  let exchanged: readonly DataId[] = [];
  const remember = (dataIds: readonly DataId[]): void => {
    exchanged.forEach((dataId, i) => {
      if (dataId !== dataIds[i]) spares.drop(dataId);
    });
    exchanged = dataIds;
  };

  /** Tensors of float32 whose numbers lie there as integers are made over: launches were noted for floats. */
  const asNoted = (tensors: readonly Tensor[]) => {
    const given: TensorInfo[] = [...tensors];
    const made: TensorInfo[] = [];
    for (const [, { index, dtype }] of inputs) {
      if (isInteger(tensorMap.get(given[index]!.dataId).dtype) === isInteger(dtype)) continue;
      given[index] = asFloats(given[index]!, gpuOf(backend));
      made.push(given[index]);
    }
    return { given, made };
  };

  /** Where each region is in a run on these tensors. */
  const placesOf = (given: readonly TensorInfo[], spareOf: (region: number) => GPUBuffer) => {
    const spans = [...layout.spans];
    const bufferOf = (region: number): GPUBuffer => {
      const over = inPlace.get(region);
      if (over !== undefined) return spareOf(over);
      const of = regions[region]!;
      return resourceOf(of.kind === 'held' ? of : given[indexOf(region)]!);
    };
    return (region: number): Span => {
      const known = spans[region];
      if (known !== undefined) return known;
      const buffer = bufferOf(region);
      const span = { buffer, offset: 0, size: buffer.size };
      spans[region] = span;
      return span;
    };
  };

  return {
    phases: each.map((i) => reportOf(launches[i]!, regions)),
    arena: arena.slots.reduce((sum, bytes) => sum + bytes, 0),
    // A buffer that there was no memory for stays unfit: what the device could not do may have been this.
    isWhole: () => isHeld() && faults() === faultsBefore,
    run: (tensors, numbers) => {
      beforeChange(() => layout.tell(numbers));
      const { given, made } = asNoted(tensors);
      const outputs = results.map(({ shape, dtype }) => backend.makeTensorInfo([...shape], dtype));
      try {
        const overs = updates.map(({ over }) => tensors[indexOf(over)]!);
        for (const over of overs) resourceOf(over);
        remember(overs.map(({ dataId }) => dataId));
        const spareOf = (region: number): GPUBuffer => spares.of(tensors[indexOf(region)]!.dataId);
        const spanOf = placesOf(given, spareOf);
        const copies: Copy[] = outputs.map((output, i) => {
          return { from: spanOf(results[i]!.region), to: resourceOf(output), size: bytesOf(output.shape) };
        });
        for (const { over, by } of updates) {
          const to = spareOf(over);
          if (inPlace.get(by) !== over) copies.push({ from: spanOf(by), to, size: to.size });
        }
        layout.send();
        dispatch(each, spanOf);
        for (const { from, to, size } of copies)
          backend.commandEncoder!.copyBufferToBuffer(from.buffer, from.offset, to, 0, size);
        backend.submitQueue();
        for (const { dataId, dtype } of overs) spares.exchange(dataId, dtype);
      } catch (error) {
        for (const { dataId } of outputs) backend.disposeData(dataId);
        throw error;
      } finally {
        for (const { dataId } of made) backend.disposeData(dataId);
      }
      return outputs.map((output) => engine().makeTensorFromTensorInfo(output));
    },
    dispose: () => {
      remember([]);
      layout.release(faults() === faultsBefore);
    },
  };
};

/**
 * Whether the tensors that a function holds are still there, with the numbers that they had: a variable may have been
 * given others. Those that were made in the function are gone with its recording.
 */
const heldBy = ({ regions }: Tape): (() => boolean) => {
  const held = regionsOf('held', regions).map(([, region]) => region);
  const watched = held.flatMap(({ tensor, dataId }) =>
    tensor instanceof Tensor && !tensor.isDisposed && tensor.dataId === dataId ? [{ tensor, dataId }] : [],
  );
  return () =>
    held.every(({ dataId }) => engine().state.tensorInfo.has(dataId)) &&
    watched.every(({ tensor, dataId }) => !tensor.isDisposed && tensor.dataId === dataId);
};
