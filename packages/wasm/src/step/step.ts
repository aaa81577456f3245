// internal: a tape as one call
import { beforeChange, type CompiledRecording, type HostNumbers } from '@kindling/core';
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { I32 } from '../assembler/expression.ts';
import { i32 } from '../assembler/scalars.ts';
import { placeIn } from '../recording/places.ts';
import type { Launch, Region, Tape } from '../recording/recording.ts';
import type { Runtime } from '../runtime.ts';
import type { Device } from '../tfjs/adapter/replacement.ts';
import { arenaOf } from './arena.ts';
import { doneAt, emitPhases, phaseBytes } from './driver.ts';
import { layOut } from './layout.ts';
import { chunksIn, phasesOf } from './phases.ts';
import { reportOf } from './report.ts';
import { touchedBy, type Writes, waitsOf, writesOf } from './touched.ts';
import { line, lines, reserve } from './workspace.ts';

/** What is known of kernels, by their keys: to find it out is to write them. */
const known = new WeakMap<Runtime, Map<string, Writes>>();
const mostKnown = 2000;

const writesIn = (runtime: Runtime, { key, write }: Launch): Writes => {
  const all = known.get(runtime) ?? new Map<string, Writes>();
  known.set(runtime, all);
  const found = all.get(key) ?? writesOf(write, runtime);
  if (all.size >= mostKnown) all.clear();
  all.set(key, found);
  return found;
};

let made = 0;

/** @throws MemoryError where there is no memory for what it makes on the way */
export const compileTape = (tape: Tape, device: Device, runtime: Runtime): CompiledRecording => {
  const { regions, launches, results } = tape;
  const touched = launches.map((launch) => touchedBy(launch, writesIn(runtime, launch), regions));
  const touches = new Map(launches.map((launch, i) => [launch, touched[i]!]));
  const phases = phasesOf(launches, waitsOf(touched), runtime.threads);
  const arena = arenaOf(phases, regions);
  const layout = layOut(tape, phases.length, runtime.threads);
  const block = runtime.allocate(layout.bytes);
  const base = lines(block);
  const room = reserving(runtime, arena.bytes, block);

  const views = viewsOf(runtime);
  /** The word of a number of bytes from the block's beginning. */
  const wordAt = (bytes: number): number => (base + bytes) / 4;

  /** An argument that stays as it is; or how far it is from the address that a word tells. */
  const whereIs = (argument: number): { readonly word?: number; readonly distance: number } => {
    const place = placeIn(argument);
    if (place === undefined) return { distance: argument };
    const { region, offset } = place;
    const own = layout.own.get(region);
    if (own !== undefined) return { distance: base + own + offset };
    const word = layout.bindings.get(region) ?? layout.workspace;
    return { word, distance: (arena.offsets.get(region) ?? 0) + offset };
  };
  const resolve = (argument: number): I32 => {
    const { word, distance } = whereIs(argument);
    if (word === undefined) return distance;
    const told = i32.load(base + word);
    return distance === 0 ? told : i32.add(told, distance);
  };
  const addressOf = (argument: number): number => {
    const { word, distance } = whereIs(argument);
    return (word === undefined ? 0 : views.words[wordAt(word)]!) + distance;
  };

  const key = `step ${made++}`;
  const kernel = () => runtime.kernel(key, (m) => emitPhases(m, phases, runtime.threads, base, resolve));
  const work = launches.reduce((sum, launch) => sum + launch.split.work, 0);

  const owned = [...layout.own].map(([i, at]) => ({ region: regions[i]!, at: base + at }));
  const writeTables = (): void => {
    for (const { region, at } of owned)
      if (region.kind === 'table') views.words.set(region.words.map(addressOf), at / 4);
  };
  const held = regions.filter((region) => region.kind === 'held');
  const bound = [...layout.bindings].map(([i, at]) => ({ region: regions[i]!, word: wordAt(at) }));
  /** Tells where everything is. Mostly nothing has moved but the batch. */
  const bind = (tensors: readonly Tensor[], given: readonly TensorInfo[]): void => {
    let hasMoved = tell(views.words, wordAt(layout.workspace), room.address());
    for (const { region, word } of bound)
      if (tell(views.words, word, device.address(boundTo(region, tensors, given)))) hasMoved = true;
    if (hasMoved) writeTables();
  };
  const requireDone = (): void => {
    const { threads } = runtime;
    if (threads === 1) return;
    const chunks = chunksIn(phases.at(-1)!);
    const done = views.words[wordAt(phaseBytes(threads) * (phases.length - 1) + doneAt(threads))];
    if (done !== chunks) throw new Error(`wasm: a recorded step ended after ${done} of ${chunks} chunks`);
  };

  kernel();
  views.look();
  views.words.fill(0, base / 4, wordAt(layout.bytes - line));
  for (const { region, at } of owned) if (region.kind === 'constant') views.bytes.set(region.data, at);

  return {
    phases: phases.map((phase) => reportOf(phase, touches, regions)),
    arena: arena.bytes,
    isWhole: () => held.every(({ tensor }) => engine().state.tensorInfo.has(tensor.dataId)),
    run: (tensors, numbers) => {
      const given: TensorInfo[] = [];
      try {
        for (const { shape, dtype } of results) given.push(device.output(shape, dtype));
        views.look();
        bind(tensors, given);
        beforeChange(() => {
          for (const { region, at } of owned)
            if (region.kind === 'numbers') write(numbers[region.index]!, views.of(region, at));
        });
        if (phases.length > 0) {
          views.words.fill(0, base / 4, wordAt(layout.workspace));
          runtime.launch(kernel(), [], { count: runtime.threads, work });
          requireDone();
        }
      } catch (error) {
        for (const info of given) device.release(info);
        throw error;
      }
      return given.map((info) => engine().makeTensorFromTensorInfo(info));
    },
    dispose: () => {
      room.release();
      runtime.forget(key);
      runtime.free(block);
    },
  };
};

/** The room, or an error that leaves no block behind. */
const reserving = (runtime: Runtime, bytes: number, block: number): ReturnType<typeof reserve> => {
  try {
    return reserve(runtime, bytes);
  } catch (error) {
    runtime.free(block);
    throw error;
  }
};

const write = (numbers: HostNumbers, into: Float32Array | Int32Array | Uint8Array): void =>
  typeof numbers === 'function' ? numbers(into) : into.set(numbers);

/** Whether an address is another one than before. */
const tell = (words: Int32Array, word: number, address: number): boolean => {
  if (words[word] === (address | 0)) return false;
  words[word] = address;
  return true;
};

const boundTo = (region: Region, tensors: readonly Tensor[], given: readonly TensorInfo[]): TensorInfo => {
  if (region.kind === 'held') return region.tensor;
  return (region.kind === 'tensor' ? tensors : given)[(region as { readonly index: number }).index]!;
};

/** The memory, as numbers: a memory that has grown has other views. */
const viewsOf = ({ memory }: Runtime) => {
  const made = () => ({
    int32: new Int32Array(memory.buffer),
    float32: new Float32Array(memory.buffer),
    uint8: new Uint8Array(memory.buffer),
  });
  let now = made();
  return {
    get words() {
      return now.int32;
    },
    get bytes() {
      return now.uint8;
    },
    /** Numbers of the host, at an address. */
    of: ({ stored, bytes }: Extract<Region, { kind: 'numbers' }>, at: number) => {
      const all = now[stored];
      return all.subarray(at / all.BYTES_PER_ELEMENT, (at + bytes) / all.BYTES_PER_ELEMENT);
    },
    look: (): void => {
      if (now.int32.buffer !== memory.buffer) now = made();
    },
  };
};
