// internal: a tape as one submit
import { beforeChange, type CompiledRecording } from '@kindling/core';
import { engine, Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { shaderOf, threadsOf } from '../fusion/shader.ts';
import { asFloats, gpuOf, isInteger } from '../kernels/adapter/gpu.ts';
import { bytesOf } from '../recording/draft.ts';
import { type Region, regionsOf, reportOf, type Tape } from '../recording/recording.ts';
import { sourceOf } from '../recording/sources.ts';
import type { WebgpuBackend } from '../tfjs/backend.ts';
import { arenaOf } from './arena.ts';
import { createBindings, type Span } from './bindings.ts';
import { dispatchesOf } from './dispatches.ts';
import { foldedIn } from './fold.ts';
import type { Guest, Home, Homes } from './homes.ts';
import { layOut } from './layout.ts';
import { levelsOf } from './levels.ts';
import { blocksOf, boundBytes, lyingIn, writtenInPlace } from './lying.ts';
import type { Pipelines } from './pipelines.ts';
import { createSending } from './sending.ts';

/** What tapes are compiled for. */
export interface Ground {
  readonly backend: WebgpuBackend;
  readonly homes: Homes;
  readonly pipelines: Pipelines;
  /** How often the device could not do something. */
  readonly faults: () => number;
}

interface Copy {
  readonly from: Span;
  readonly to: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** All that is known of a tape before it has buffers. */
const planOf = (tape: Tape, { limits }: GPUDevice) => {
  const { once, lasting } = foldedIn(tape);
  const inPlace = writtenInPlace(tape, lasting);
  const shaders = tape.launches.map(({ pipeline }) => shaderOf(pipeline, sourceOf));
  const waiting = (launch: number): number | undefined => {
    const shader = shaders[launch];
    return shader?.hasBarrier === true ? threadsOf(shader) : shader && 0;
  };
  const levels = levelsOf(tape, { once, waiting });
  const kindOf = (launch: number, region: number): string =>
    shaders[launch]?.arrays[tape.launches[launch]!.regions.indexOf(region)]?.element ?? '';
  const arena = arenaOf(tape, { levels, elsewhere: inPlace, lasting, kindOf, most: limits.maxBufferSize });
  const blocks = blocksOf(tape);
  const lying = lyingIn(tape, blocks, arena, inPlace);
  const dispatches = dispatchesOf(tape, { levels, lying, shaders, limits });
  const isOnce = ({ launches: [first] }: (typeof dispatches)[number]): boolean => once.has(first!);
  return {
    inPlace,
    arena,
    blocks,
    lying,
    first: dispatches.filter(isOnce),
    each: dispatches.filter((dispatch) => !isOnce(dispatch)),
  };
};

export const compileTape = (tape: Tape, { backend, homes, pipelines, faults }: Ground): CompiledRecording => {
  const { regions, launches, updates, results } = tape;
  const { device, tensorMap } = backend;
  const { inPlace, arena, blocks, lying, first, each } = planOf(tape, device);
  const tables = each.map(({ fused }) => fused?.table ?? new Uint8Array());
  const layout = layOut(tape, blocks, arena, [...launches.map(({ uniforms }) => uniforms), ...tables], backend);
  const alone = launches.map(({ pipeline }, i) => createBindings(device, pipeline, layout.uniforms[i]!));
  const sendings = each.map((dispatch, i) =>
    createSending(device, dispatch, layout.uniforms[launches.length + i]!, pipelines),
  );
  const isHeld = heldBy(tape);
  const faultsBefore = faults();
  const inputs = regionsOf('tensor', regions);
  const indexOf = (region: number): number => (regions[region] as Extract<Region, { kind: 'tensor' }>).index;
  const resourceOf = ({ dataId }: Pick<TensorInfo, 'dataId'>): GPUBuffer => {
    backend.uploadToGPU(dataId);
    return tensorMap.get(dataId).resource as GPUBuffer;
  };
  const spanOfTensor = (tensor: Pick<TensorInfo, 'dataId'>): Span => {
    const known = homes.spanOf(tensor.dataId);
    if (known !== undefined) return known;
    const buffer = resourceOf(tensor);
    return { buffer, offset: 0, size: buffer.size };
  };
  const spanIn = (region: number, buffer: GPUBuffer): Span => {
    return { buffer, offset: lying[region]!.offset, size: boundBytes(regions[region]!) };
  };

  /** Dispatches of one pass, on what tfjs has not submitted yet. */
  const inPass = (add: (pass: GPUComputePassEncoder) => void): void => {
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
    add(backend.computePassEncoder);
    backend.endComputePassEncoder();
  };
  const sendAlone = (
    pass: GPUComputePassEncoder,
    numbers: readonly number[],
    spanOf: (region: number) => Span,
  ): void => {
    for (const i of numbers) {
      const { pipeline, regions, groups } = launches[i]!;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, alone[i]!(regions.map(spanOf)));
      pass.dispatchWorkgroups(...groups);
    }
  };

  if (first.length > 0) {
    const numbers = first.flatMap((dispatch) => dispatch.launches);
    inPass((pass) => sendAlone(pass, numbers, (region) => spanIn(region, layout.buffers.get(lying[region]!.buffer)!)));
    backend.submitQueue();
  }

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
  const placesOf = (given: readonly TensorInfo[], home: Home | undefined) => {
    const spans: Span[] = [];
    const bufferOf = (name: string): GPUBuffer | undefined => {
      if (name === 'now' || name === 'next') return home![name];
      return layout.buffers.get(name);
    };
    return (region: number): Span => {
      const known = spans[region];
      if (known !== undefined) return known;
      const buffer = bufferOf(lying[region]!.buffer);
      const of = regions[region]!;
      const told = (): Span => spanOfTensor(of.kind === 'held' ? of : given[indexOf(region)]!);
      const span = buffer === undefined ? told() : spanIn(region, buffer);
      spans[region] = span;
      return span;
    };
  };

  const homeOf = (tensors: readonly Tensor[], given: readonly TensorInfo[]): Home | undefined => {
    const guests = updates.map(({ over }): Guest => {
      const { index, dtype } = regions[over] as Extract<Region, { kind: 'tensor' }>;
      const bytes = boundBytes(regions[over]!);
      return { dataId: tensors[index]!.dataId, from: given[index]!.dataId, dtype, bytes };
    });
    return guests.length === 0 ? undefined : homes.of(guests);
  };

  return {
    get phases() {
      return each.flatMap(({ launches: numbers }, i) => {
        const groups = sendings[i]!.isReady() ? [numbers] : numbers.map((number) => [number]);
        return groups.map((group) =>
          reportOf(
            group.map((number) => launches[number]!),
            regions,
          ),
        );
      });
    },
    arena: arena.buffers.reduce((sum, bytes) => sum + bytes, 0),
    // A buffer that there was no memory for stays unfit: what the device could not do may have been this.
    isWhole: () => isHeld() && faults() === faultsBefore,
    run: (tensors, numbers) => {
      beforeChange(() => layout.tell(numbers));
      const { given, made } = asNoted(tensors);
      const outputs = results.map(({ shape, dtype }) => backend.makeTensorInfo([...shape], dtype));
      try {
        const home = homeOf(tensors, given);
        const spanOf = placesOf(given, home);
        const copies: Copy[] = outputs.map((output, i) => {
          const size = bytesOf(output.shape);
          return { from: spanOf(results[i]!.region), to: resourceOf(output), offset: 0, size };
        });
        for (const { over, by } of updates) {
          const { offset, size } = spanOf(over);
          if (inPlace.get(by) !== over) copies.push({ from: spanOf(by), to: home!.next, offset, size });
        }
        // All tensors are where they are read before the pass begins: a copy would end it.
        for (const { launches: group } of each) for (const i of group) launches[i]!.regions.forEach(spanOf);
        layout.send();
        inPass((pass) => {
          each.forEach((dispatch, i) => {
            if (!sendings[i]!.send(pass, spanOf)) sendAlone(pass, dispatch.launches, spanOf);
          });
        });
        for (const { from, to, offset, size } of copies)
          backend.commandEncoder!.copyBufferToBuffer(from.buffer, from.offset, to, offset, size);
        backend.submitQueue();
        home?.exchange();
      } catch (error) {
        for (const { dataId } of outputs) backend.disposeData(dataId);
        throw error;
      } finally {
        for (const { dataId } of made) backend.disposeData(dataId);
      }
      return outputs.map((output) => engine().makeTensorFromTensorInfo(output));
    },
    dispose: () => layout.release(faults() === faultsBefore),
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
