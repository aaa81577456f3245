// internal: a tape as one call
import type { CompiledRecording } from '@kindling/core';
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { i32 } from '../assembler/scalars.ts';
import { placeIn } from '../recording/places.ts';
import type { Launch, Region, Tape } from '../recording/recording.ts';
import type { Runtime } from '../runtime.ts';
import type { Device } from '../tfjs/adapter/replacement.ts';
import { type Arena, arenaOf } from './arena.ts';
import { doneAt, emitPhases, phaseBytes, type Resolve } from './driver.ts';
import { chunksIn, type Phase, phasesOf, phaseText } from './phases.ts';
import { touchedBy, type Writes, waitsOf, writesOf } from './touched.ts';

/** Where what belongs to a step is, in its block of memory: in bytes. */
interface Layout {
  readonly control: number;
  /** Addresses of what is told at each run, a word each, by region. */
  readonly bindings: ReadonlyMap<number, number>;
  /** Constants, tables and numbers of the host, by region. */
  readonly own: ReadonlyMap<number, number>;
  readonly arena: number;
  readonly bytes: number;
}

const line = 128;
const lines = (bytes: number): number => Math.ceil(bytes / line) * line;

/** What is told at each run by its address. */
const isBound = ({ kind }: Region): boolean => kind === 'tensor' || kind === 'held' || kind === 'result';

const ownBytes = (region: Region): number | undefined => {
  if (region.kind === 'constant') return region.data.length;
  if (region.kind === 'table') return 4 * region.words.length;
  return region.kind === 'numbers' ? region.bytes : undefined;
};

const layOut = ({ regions }: Tape, phases: readonly Phase[], arena: Arena): Layout => {
  let end = phaseBytes * phases.length;
  const bindings = new Map<number, number>();
  regions.forEach((region, i) => {
    if (!isBound(region)) return;
    bindings.set(i, end);
    end += 4;
  });
  const own = new Map<number, number>();
  regions.forEach((region, i) => {
    const bytes = ownBytes(region);
    if (bytes === undefined) return;
    end = lines(end);
    own.set(i, end);
    end += bytes;
  });
  end = lines(end);
  return { control: 0, bindings, own, arena: end, bytes: end + arena.bytes };
};

let made = 0;

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

/** @throws MemoryError where there is no memory for what it makes on the way */
export const compileTape = (tape: Tape, device: Device, runtime: Runtime): CompiledRecording => {
  const { regions, launches, results } = tape;
  const touched = launches.map((launch) => touchedBy(launch, writesIn(runtime, launch), regions));
  const phases = phasesOf(launches, waitsOf(touched), runtime.threads);
  const arena = arenaOf(phases, regions);
  const layout = layOut(tape, phases, arena);
  const block = runtime.allocate(layout.bytes + line);
  const base = lines(block);
  const control = base + layout.control;

  /** The address of a place that stays; undefined for one that is bound. */
  const fixed = (region: number): number | undefined => {
    const own = layout.own.get(region);
    if (own !== undefined) return base + own;
    const offset = arena.offsets.get(region);
    return offset === undefined ? undefined : base + layout.arena + offset;
  };
  const resolve: Resolve = (argument) => {
    const place = placeIn(argument);
    if (place === undefined) return argument;
    const address = fixed(place.region);
    if (address !== undefined) return address + place.offset;
    const bound = i32.load(base + layout.bindings.get(place.region)!);
    return place.offset === 0 ? bound : i32.add(bound, place.offset);
  };

  const key = `step ${made++}`;
  const kernel = () => runtime.kernel(key, (m) => emitPhases(m, phases, runtime.threads, control, resolve));
  const work = launches.reduce((sum, launch) => sum + launch.split.work, 0);
  const split = { count: runtime.threads, work };

  let words = new Int32Array(runtime.memory.buffer);
  let floats = new Float32Array(runtime.memory.buffer);
  /** A memory that has grown has other views. */
  const look = (): void => {
    if (words.buffer === runtime.memory.buffer) return;
    words = new Int32Array(runtime.memory.buffer);
    floats = new Float32Array(runtime.memory.buffer);
  };

  const bound = [...layout.bindings].map(([region, at]) => ({ region: regions[region]!, at: (base + at) / 4 }));
  const tables = [...layout.own].flatMap(([i, at]) => {
    const region = regions[i]!;
    return region.kind === 'table' ? [{ words: region.words, at: (base + at) / 4 }] : [];
  });
  const writeTables = (): void => {
    const addressOf = (word: number): number => {
      const place = placeIn(word);
      if (place === undefined) return word;
      return (fixed(place.region) ?? words[(base + layout.bindings.get(place.region)!) / 4]!) + place.offset;
    };
    for (const table of tables) words.set(table.words.map(addressOf), table.at);
  };
  const bind = (tensors: readonly Tensor[], given: readonly TensorInfo[]): void => {
    let isChanged = false;
    for (const { region, at } of bound) {
      const tensor =
        region.kind === 'tensor'
          ? tensors[region.index]!
          : region.kind === 'held'
            ? region.tensor
            : given[(region as { index: number }).index]!;
      const address = device.address(tensor) | 0;
      if (words[at] === address) continue;
      words[at] = address;
      isChanged = true;
    }
    if (isChanged) writeTables();
  };
  const hosts = [...layout.own].flatMap(([i, at]) => {
    const region = regions[i]!;
    return region.kind === 'numbers' ? [{ ...region, at: (base + at) / 4 }] : [];
  });

  kernel();
  look();
  new Uint8Array(runtime.memory.buffer, base, layout.arena).fill(0);
  for (const [i, at] of layout.own) {
    const region = regions[i]!;
    if (region.kind === 'constant') new Uint8Array(runtime.memory.buffer).set(region.data, base + at);
  }
  writeTables();

  const requireDone = (): void => {
    if (runtime.threads === 1) return;
    const at = (control + phaseBytes * (phases.length - 1) + doneAt) / 4;
    const chunks = chunksIn(phases.at(-1)!);
    if (words[at] !== chunks) throw new Error(`wasm: a recorded step ended after ${words[at]} of ${chunks} chunks`);
  };

  return {
    phases: phases.map(phaseText),
    arena: arena.bytes,
    run: (tensors, numbers) => {
      const given = results.map(({ shape, dtype }) => device.output(shape, dtype));
      look();
      bind(tensors, given);
      for (const { index, isFloat, at } of hosts) (isFloat ? floats : words).set(numbers[index]!, at);
      if (phases.length > 0) {
        words.fill(0, control / 4, (control + phaseBytes * phases.length) / 4);
        try {
          runtime.launch(kernel(), [], split);
          requireDone();
        } catch (error) {
          for (const info of given) device.release(info);
          throw error;
        }
      }
      return given.map((info) => engine().makeTensorFromTensorInfo(info));
    },
    dispose: () => runtime.free(block),
  };
};
