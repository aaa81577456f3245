// internal: records what the wasm backend's kernels would launch
import {
  type Capabilities,
  declareCapabilities,
  declareRecorder,
  type Inputs,
  type Outcome,
  type Recording,
  registerKernels,
} from '@kindling/core';
import {
  engine,
  getBackend,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor,
  type TensorInfo,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Runtime } from '../runtime.ts';
import { compileTape } from '../step/step.ts';
import { runningBackend } from '../tfjs/adapter/device.ts';
import type { Device, Replacement } from '../tfjs/adapter/replacement.ts';
import { ofBytes } from '../tfjs/elementwise/bytes.ts';
import { bytesOf, RecordingBackend } from './backend.ts';
import { copyLaunch } from './copies.ts';
import { recordingDevice } from './device.ts';
import { recordingKernels } from './kernels.ts';
import { placeIn } from './places.ts';
import { differenceOf, linesOf, type Region, type Result, type Tape } from './recording.ts';
import { addRegion, type Draft, recordingRuntime } from './runtime.ts';

const name = 'wasm-recording';

interface TapeRecording extends Recording {
  readonly tape: Tape;
}

const idle: Draft = { regions: [], launches: [], running: '' };

/**
 * Lets engines record what is computed on `wasm`: a second backend of its kernels, which notes what they launch.
 *
 * @returns the undo
 */
export const installRecorder = (
  replacements: readonly Replacement[],
  device: Device,
  runtime: Runtime,
  capabilities: Partial<Capabilities>,
): (() => void) => {
  let draft = idle;
  const now = (): Draft => draft;
  const backend = new RecordingBackend(now);
  const noting = recordingDevice(name, backend, recordingRuntime(runtime, now), now);
  const undos = [
    registerKernels(name, recordingKernels(replacements, backend, noting, now)),
    declareCapabilities(name, { copiesUploads: true, ...capabilities }),
    declareRecorder('wasm', { record: (make) => recordingOf(record(make)), copy }),
  ];

  const record = (make: (inputs: Inputs) => Outcome): Tape => {
    draft = { regions: [], launches: [], running: '' };
    const { regions, launches } = draft;
    let results: readonly Result[] = [];
    const note = (): void => {
      results = writeOutcome(make(inputsOf(draft, backend, noting)), draft, noting);
    };
    try {
      onBackend(backend, () => tidy(note));
      return { regions, launches, results };
    } finally {
      draft = idle;
    }
  };
  const recordingOf = (tape: Tape): TapeRecording => ({
    tape,
    differsFrom: (other) => differenceOf(tape, (other as TapeRecording).tape),
    lines: () => linesOf(tape),
    compile: () => compileTape(tape, device, runtime),
  });

  return () => {
    for (const undo of undos) undo();
  };
};

/** The backend reads within the call, out of its own memory. */
const copy = (x: Tensor): Tensor => tensor(x.dataSync(), x.shape, x.dtype);

/**
 * A backend that is made at once is in use at once. It is in the registry of tfjs meanwhile alone: nobody else is to
 * take it. Tensors that the function holds are not read meanwhile: their numbers may be others at the next step.
 */
const onBackend = (backend: RecordingBackend, work: () => void): void => {
  const before = getBackend();
  const wasm = runningBackend()!;
  wasm.readSync = backend.readSync;
  registerBackend(name, () => backend, 0);
  void setBackend(name);
  try {
    work();
  } finally {
    Reflect.deleteProperty(wasm, 'readSync');
    void setBackend(before);
    removeBackend(name);
  }
};

const inputsOf = (draft: Draft, backend: RecordingBackend, device: Device): Inputs => {
  const counts = { tensor: 0, numbers: 0 };
  const tensorAt = (region: Region, shape: readonly number[], dtype: TensorInfo['dtype']): Tensor =>
    engine().makeTensorFromTensorInfo(backend.at(addRegion(draft, region), shape, dtype), backend);
  return {
    tensor: ({ shape, dtype }) =>
      tensorAt({ kind: 'tensor', index: counts.tensor++, bytes: bytesOf(shape, dtype) }, shape, dtype),
    numbers: (shape, dtype, isBytes = false) => {
      const kept = isBytes ? 'bool' : dtype;
      const stored = kept === 'bool' ? 'uint8' : kept;
      const region = { kind: 'numbers', index: counts.numbers++, bytes: bytesOf(shape, kept), stored } as const;
      const told = tensorAt(region, shape, kept);
      if (dtype === 'bool' || !isBytes) return told;
      draft.running = 'rows';
      const numbers = engine().makeTensorFromTensorInfo(ofBytes(device, told, dtype), backend);
      draft.running = '';
      return numbers;
    },
  };
};

/**
 * Copies what is not where it belongs. An update by another input is set aside before any input is written over.
 */
const writeOutcome = ({ updates, results }: Outcome, draft: Draft, { address }: Device): Result[] => {
  const copy = (from: number, to: number, bytes: number): void => void draft.launches.push(copyLaunch(from, to, bytes));
  const moves = updates
    .map(({ over, by }) => ({ to: address(over), from: address(by), bytes: bytesOf(by.shape, by.dtype) }))
    .filter(({ to, from }) => to !== from);
  const isInput = (at: number): boolean => draft.regions[placeIn(at)!.region]!.kind === 'tensor';
  const settled = moves.map(({ to, from, bytes }) => {
    if (!isInput(from)) return { to, from, bytes };
    const aside = addRegion(draft, { kind: 'made', bytes });
    copy(from, aside, bytes);
    return { to, from: aside, bytes };
  });
  const given = results.map((result, index) => {
    const [{ shape, dtype }, bytes] = [result, bytesOf(result.shape, result.dtype)];
    copy(address(result), addRegion(draft, { kind: 'result', index, bytes }), bytes);
    return { shape, dtype, bytes };
  });
  for (const { to, from, bytes } of settled) copy(from, to, bytes);
  return given;
};
