// internal: records what the webgpu backend's kernels would send
import {
  declareRecorder,
  type Inputs,
  type Outcome,
  type Recorder,
  type Recording,
  registerKernels,
  sizeOf,
  Unrecordable,
} from '@kindling/core';
import {
  Cast,
  Draw,
  engine,
  FromPixels,
  getBackend,
  getKernelsForBackend,
  type KernelConfig,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor,
  type TensorInfo,
  tidy,
} from '@tensorflow/tfjs-core';
import { asFloats, gpuOf, isInteger } from '../kernels/adapter/gpu.ts';
import { createHomes } from '../step/homes.ts';
import { createPipelines } from '../step/pipelines.ts';
import { compileTape } from '../step/step.ts';
import type { WebgpuBackend } from '../tfjs/backend.ts';
import { type RecordingBackend, recordingBackend } from './backend.ts';
import { ofBytes } from './bytes.ts';
import { addRegion, bytesOf, type Draft, newDraft } from './draft.ts';
import { flopsOf, noteFlops } from './flops.ts';
import { differenceOf, linesOf, type Tape } from './recording.ts';
import { keepSources } from './sources.ts';

const name = 'webgpu-recording';

interface TapeRecording extends Recording {
  readonly tape: Tape;
}

/**
 * Lets engines record what is computed on a backend: a second one of its kernels, which notes what they send.
 *
 * @param faults how often the device could not do something
 * @returns the undo
 */
export const installRecorder = (real: WebgpuBackend, faults: () => number): (() => void) => {
  let draft = newDraft();
  const now = (): Draft => draft;
  const backend = recordingBackend(real, now);
  const homes = createHomes(real);
  const pipelines = createPipelines(real.device);

  const record = (make: (inputs: Inputs) => Outcome): Tape => {
    draft = newDraft();
    const made = draft;
    let outcome: Pick<Tape, 'updates' | 'results'> = { updates: [], results: [] };
    onBackend(backend, real, now, () =>
      tidy(() => {
        outcome = placed(make(inputsOf(backend, made)), backend, made);
      }),
    );
    return { regions: made.regions, launches: made.launches, ...outcome };
  };
  const recordingOf = (tape: Tape): TapeRecording => ({
    tape,
    differsFrom: (other) => differenceOf(tape, (other as TapeRecording).tape),
    lines: () => linesOf(tape),
    compile: () => compileTape(tape, { backend: real, homes, pipelines, faults }),
  });
  const recorder: Recorder = {
    record: (make) => recordingOf(record(make)),
    copy: (tensor) => copyOf(tensor, real),
    settled: pipelines.settled,
  };
  const undos = [
    keepSources(real.device),
    keepNothing(real, homes.wasWrittenOver),
    declareRecorder('webgpu', recorder),
    homes.clear,
  ];
  return () => {
    for (const undo of undos) undo();
  };
};

/**
 * Numbers that a step writes over are read anew each time: those that were read last are of an earlier step, and those
 * of a read that began before a step may come after it.
 */
const keepNothing = (backend: WebgpuBackend, isWrittenOver: (dataId: object) => boolean): (() => void) => {
  const { convertAndCacheOnCPU } = backend;
  backend.convertAndCacheOnCPU = (dataId, values) =>
    isWrittenOver(dataId) ? values : convertAndCacheOnCPU.call(backend, dataId, values);
  return () => {
    Reflect.deleteProperty(backend, 'convertAndCacheOnCPU');
  };
};

/** Those that use more of the device than a dispatch. */
const refused: ReadonlySet<string> = new Set([Draw, FromPixels]);

/** The kernels of the backend in use, by whose names launches are called. */
const kernelsOf = (now: () => Draft): Omit<KernelConfig, 'backendName'>[] =>
  getKernelsForBackend('webgpu').map(({ kernelName, kernelFunc }) => ({
    kernelName,
    kernelFunc: (given) => {
      if (refused.has(kernelName)) throw new Unrecordable(`${kernelName} is no dispatch alone`);
      const draft = now();
      const outer = draft.running;
      const from = draft.launches.length;
      draft.running = kernelName;
      for (const tensor of Object.values(given.inputs).flat())
        if (tensor !== undefined && !draft.sources.has(tensor.dataId)) draft.sources.set(tensor.dataId, tensor);
      try {
        const result = kernelFunc(given);
        noteFlops(draft, from, flopsOf(kernelName, given, result), given.inputs);
        return result;
      } finally {
        draft.running = outer;
      }
    },
  }));

/**
 * A backend that is made at once is in use at once. It is in the registries of tfjs meanwhile alone: nobody else is to
 * take it. Tensors that the function holds are not read meanwhile: their numbers may be others at the next step.
 */
const onBackend = (backend: RecordingBackend, real: WebgpuBackend, now: () => Draft, work: () => void): void => {
  const before = getBackend();
  const { readSync } = real;
  const unregister = registerKernels(name, kernelsOf(now));
  registerBackend(name, () => backend, 0);
  void setBackend(name);
  real.readSync = backend.readSync;
  try {
    work();
  } finally {
    real.readSync = readSync;
    void setBackend(before);
    removeBackend(name);
    unregister();
  }
};

const inputsOf = (backend: RecordingBackend, draft: Draft): Inputs => {
  const counts = { tensor: 0, numbers: 0 };
  const tensorOf = (info: TensorInfo): Tensor => engine().makeTensorFromTensorInfo(info, backend);
  return {
    tensor: ({ shape, dtype }) => {
      const region = addRegion(draft, { kind: 'tensor', index: counts.tensor++, bytes: bytesOf(shape), dtype });
      return tensorOf(backend.at(region, shape, dtype));
    },
    numbers: (shape, dtype, isBytes = false) => {
      const count = sizeOf(shape);
      const stored = isBytes || dtype === 'bool' ? 'uint8' : dtype;
      const bytes = stored === 'uint8' ? count : 4 * count;
      const region = addRegion(draft, { kind: 'numbers', index: counts.numbers++, bytes, stored });
      if (stored !== 'uint8') return tensorOf(backend.at(region, shape, dtype));
      draft.running = 'rows';
      const words = backend.at(region, [Math.ceil(bytes / 4)], 'int32');
      const numbers = tensorOf(ofBytes(gpuOf(backend), words, shape, dtype));
      draft.running = '';
      backend.disposeData(words.dataId);
      return numbers;
    },
  };
};

/** Where a function's updates and results are. What lies there as integers of a tensor of float32 is made floats. */
const placed = (
  { updates, results }: Outcome,
  backend: RecordingBackend,
  draft: Draft,
): Pick<Tape, 'updates' | 'results'> => {
  const regionOf = (tensor: Tensor): number => {
    const lying = backend.tensorMap.get(tensor.dataId).dtype;
    if (isInteger(lying) === isInteger(tensor.dtype)) return backend.regionOf(tensor);
    draft.running = Cast;
    const floats = asFloats(tensor, gpuOf(backend));
    const region = backend.regionOf(floats);
    backend.disposeData(floats.dataId);
    return region;
  };
  return {
    updates: updates
      .map(({ over, by }) => ({ over: backend.regionOf(over), by: regionOf(by) }))
      .filter(({ over, by }) => over !== by),
    results: results.map((result) => ({ region: regionOf(result), shape: result.shape, dtype: result.dtype })),
  };
};

const copyOf = (tensor: Tensor, backend: WebgpuBackend): Tensor => {
  const { dtype } = backend.tensorMap.get(tensor.dataId);
  const copy = backend.makeTensorInfo(tensor.shape, dtype);
  for (const { dataId } of [tensor, copy]) backend.uploadToGPU(dataId);
  const [from, to] = [tensor, copy].map(({ dataId }) => backend.tensorMap.get(dataId).resource as GPUBuffer);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder!.copyBufferToBuffer(from!, 0, to!, 0, to!.size);
  backend.submitQueue();
  return engine().makeTensorFromTensorInfo({ ...copy, dtype: tensor.dtype });
};
