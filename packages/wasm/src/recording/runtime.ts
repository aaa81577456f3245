// internal: a runtime that notes launches
import { Unrecordable } from '@kindling/core';
import type { ModuleBuilder } from '../assembler/module.ts';
import type { Kernel } from '../kernel.ts';
import type { Runtime } from '../runtime.ts';
import { placeOf } from './places.ts';
import type { Launch, Region } from './recording.ts';

/** A recording that is being made. */
export interface Draft {
  readonly regions: Region[];
  readonly launches: Launch[];
  /** The kernel of tfjs that runs. */
  running: string;
}

/** A new region, as an address. */
export const addRegion = (draft: Draft, region: Region): number => placeOf(draft.regions.push(region) - 1);

/** Launches go to the draft; there is no memory. */
export const recordingRuntime = ({ simd, threads }: Pick<Runtime, 'simd' | 'threads'>, draft: () => Draft): Runtime => {
  const written = new WeakMap<Kernel, Pick<Launch, 'key' | 'write'>>();
  const kernels = new Map<string, Kernel>();
  const kernel = (key: string, write: (module: ModuleBuilder) => void): Kernel => {
    const known = kernels.get(key);
    if (known !== undefined) return known;
    const made: Kernel = { id: -1, code: new Uint8Array(), run: () => undefined };
    kernels.set(key, made);
    written.set(made, { key, write });
    return made;
  };
  return {
    get memory(): never {
      throw new Unrecordable(`${draft().running} is computed by the host`);
    },
    simd,
    threads,
    kernel,
    forget: () => undefined,
    launch: (launched, args, split) => {
      const { launches, running } = draft();
      launches.push({ of: running, ...written.get(launched)!, args: [...args], split });
    },
    withTable: (words, use) => use(addRegion(draft(), { kind: 'table', words: [...words] })),
    allocate: (bytes) => addRegion(draft(), { kind: 'made', bytes }),
    free: () => undefined,
    dispose: () => undefined,
  };
};
