// internal: what is logged, summed on the device and, at each read, in float64 on the host

import type { Tree } from '@kindling/models';
import { add, cast, clone, concat, reshape, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Program } from '../engine.ts';
import { mapValues, release, tidied } from '../tensors.ts';

type Logged = Pick<Program<never, never, never>, 'sums' | 'results'>;

/** Running sums of one phase. float32 counts stop at 2^24, so a read moves them to the host and starts again from zero. */
export interface Sums {
  readonly onDevice: Tree;
  replace(next: Tree): void;
  clear(): void;
  results(): Tree;
  logs(): Promise<Readonly<Record<string, number>>>;
  dispose(): void;
}

export const createSums = (program: Logged): Sums => {
  let onDevice: Tree = tidied(() => program.sums());
  let onHost: Record<string, Float64Array> = {};

  const replace = (next: Tree): void => {
    release(onDevice, next);
    onDevice = next;
  };

  const fold = async (): Promise<void> => {
    const taken = onDevice;
    onDevice = tidied(() => program.sums());
    try {
      const read = await readAll(taken);
      onHost = mapValues(read, (values, key) =>
        Float64Array.from(values, (value, i) => value + (onHost[key]?.[i] ?? 0)),
      );
    } finally {
      release(taken);
    }
  };

  /** The sums of host and device together, as tensors. */
  const total = (): Tree =>
    mapValues(onDevice, (partial, key) => {
      const folded = onHost[key];
      return folded === undefined ? partial : add(toTensor(folded, partial.shape), partial);
    });

  return {
    get onDevice() {
      return onDevice;
    },
    replace,
    clear: () => {
      onHost = {};
      replace(tidied(() => program.sums()));
    },
    results: () => tidied(() => mapValues(program.results(total()), (result) => clone(result))),
    logs: async () => {
      await fold();
      const results = tidied(() =>
        program.results(mapValues(onDevice, ({ shape }, key) => toTensor(onHost[key], shape))),
      );
      try {
        return mapValues(await readAll(results), ([value]) => value ?? Number.NaN);
      } finally {
        release(results);
      }
    },
    dispose: () => release(onDevice),
  };
};

const toTensor = (values: Float64Array | undefined, shape: number[]): Tensor =>
  tensor(Float32Array.from(values ?? []), shape);

/** Every tensor's values, at the price of one read. */
const readAll = async (tree: Tree): Promise<Record<string, Float32Array>> => {
  const names = Object.keys(tree);
  if (names.length === 0) return {};
  const packed = tidy(() => concat(names.map((name) => reshape(cast(tree[name] as Tensor, 'float32'), [-1]))));
  const values = await packed.data<'float32'>();
  packed.dispose();
  let end = 0;
  return mapValues(tree, ({ size }) => {
    end += size;
    return values.slice(end - size, end);
  });
};
