import { add, cast, clone, concat, reshape, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { capabilities } from '../kernels/capabilities.ts';
import { cloneTree, held, mapValues, release, tidied } from '../tree/tensors.ts';
import type { Tree } from '../tree/tree.ts';
import type { Program, SavedSums } from './engine.ts';
import type { HostSums } from './hostSums.ts';
import { readTensors } from './readTensors.ts';

type Logged = Pick<Program<never, never, never>, 'sums' | 'results'>;

/** Running sums of one phase. */
export interface Sums {
  readonly onDevice: Tree;
  /** `results`: of the new sums, where `resultsOf` has worked them out already. */
  replace(next: Tree, results?: Tree): void;
  clear(): void;
  /** Whether none of them have been moved to the host. */
  isAllOnDevice(): boolean;
  /** What the phase comes to with these sums in the place of those on the device; within a `tidied`. */
  resultsOf(sums: Tree): Tree;
  results(): Tree;
  /** The sums as numbers: those of the host and those of the device together. */
  read(): Promise<HostSums>;
  /** What such sums come to, one number a name. */
  logsOf(sums: HostSums): Promise<Readonly<Record<string, number>>>;
  logs(): Promise<Readonly<Record<string, number>>>;
  /** Adds the device's sums to those of the host, and starts them again from zero: float32 counts stop at 2^24. */
  fold(): Promise<void>;
  /** Copies: the caller's own. */
  save(): SavedSums;
  /** Goes on from saved sums, which stay the caller's. */
  load(saved: SavedSums): void;
  dispose(): void;
}

export const createSums = (program: Logged): Sums => {
  let onDevice: Tree = held(tidied(() => program.sums()));
  let onHost: HostSums = {};
  /** What the host will have, while a fold is under way. */
  let folding: Promise<HostSums> | undefined;

  /** Of the sums on the device and those of the host, if they are known; whoever asks first takes them. */
  let known: Tree | undefined;

  const forget = (): void => {
    release(known ?? {});
    known = undefined;
  };
  const replace = (next: Tree, results?: Tree): void => {
    forget();
    release(onDevice, next);
    onDevice = held(next);
    known = results === undefined ? undefined : held(results);
  };

  /**
   * Host and device together, in float64. Reading changes nothing: a run gives the same bits however often it is
   * watched.
   */
  const total = async (partial: Tree): Promise<HostSums> => {
    const earlier = folding ?? onHost;
    const read = await readAll(partial);
    const before = earlier instanceof Promise ? await earlier : earlier;
    return mapValues(read, (values, key) => Float64Array.from(values, (value, i) => value + (before[key]?.[i] ?? 0)));
  };

  const logsOf = async (sums: HostSums): Promise<Readonly<Record<string, number>>> => {
    const results = tidied(() => program.results(mapValues(onDevice, ({ shape }, key) => toTensor(sums[key], shape))));
    try {
      return await readResults(results);
    } finally {
      release(results);
    }
  };

  const resultsOf = (partials: Tree): Tree => {
    const sums = mapValues(partials, (partial, key) =>
      Object.hasOwn(onHost, key) ? add(toTensor(onHost[key], partial.shape), partial) : partial,
    );
    return mapValues(program.results(sums), (result) => clone(result));
  };
  const isAllOnDevice = (): boolean => folding === undefined && Object.keys(onHost).length === 0;

  return {
    get onDevice() {
      return onDevice;
    },
    replace,
    clear: () => {
      onHost = {};
      replace(tidied(() => program.sums()));
    },
    resultsOf,
    isAllOnDevice,
    results: () => {
      const given = known;
      const results = tidied(() =>
        given === undefined ? resultsOf(onDevice) : mapValues(given, (each) => clone(each)),
      );
      forget();
      return results;
    },
    read: () => total(onDevice),
    logsOf,
    logs: async () => {
      if (known === undefined || !isAllOnDevice()) return logsOf(await total(onDevice));
      const given = known;
      known = undefined;
      try {
        return await readResults(given);
      } finally {
        release(given);
      }
    },
    fold: async () => {
      forget();
      const folded = onDevice;
      const fresh = held(tidied(() => program.sums()));
      onDevice = fresh;
      const coming = total(folded);
      folding = coming;
      try {
        onHost = await coming;
      } catch (error) {
        if (onDevice === fresh) replace(folded); // no sum is short of what could not be read
        throw error;
      } finally {
        if (folding === coming) folding = undefined;
        release(folded, onDevice);
      }
    },
    save: () => ({ onDevice: cloneTree(onDevice), onHost: mapValues(onHost, (values) => values.slice()) }),
    load: (saved) => {
      onHost = mapValues(saved.onHost, (values) => values.slice());
      replace(cloneTree(saved.onDevice));
    },
    dispose: () => replace({}),
  };
};

const toTensor = (values: Float64Array | undefined, shape: number[]): Tensor =>
  tensor(Float32Array.from(values ?? []), shape);

const readResults = async (results: Tree): Promise<Readonly<Record<string, number>>> =>
  mapValues(await readAll(results), ({ 0: value }) => value ?? Number.NaN);

/** Every tensor's values, at the price of one read. */
const readAll = async (tree: Tree): Promise<Record<string, ArrayLike<number>>> => {
  const names = Object.keys(tree);
  if (names.length === 0) return {};
  if (capabilities().readsAtOnce) {
    const read = await readTensors(Object.values(tree));
    return Object.fromEntries(names.map((name, i) => [name, read[i]!]));
  }
  const packed = held(tidy(() => concat(names.map((name) => reshape(cast(tree[name] as Tensor, 'float32'), [-1])))));
  try {
    const [values] = (await readTensors([packed])) as [Float32Array];
    let end = 0;
    return mapValues(tree, ({ size }) => {
      end += size;
      return values.slice(end - size, end);
    });
  } finally {
    packed.dispose();
  }
};
