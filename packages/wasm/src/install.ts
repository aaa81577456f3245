import {
  createTurns,
  declareCapabilities,
  flag,
  optional,
  positiveInteger,
  readOptions,
  sizeOf,
  threading,
  type WasmPaths,
  wasmPathsOption,
  withDefault,
} from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Simd } from './assembler/module.ts';
import { installRecorder } from './recording/recorder.ts';
import { createRuntime } from './runtime.ts';
import { type Compile, compile, measureSimd, measureWide } from './simd.ts';
import { guardAllocation } from './tfjs/adapter/allocation.ts';
import { deviceOn, runningBackend } from './tfjs/adapter/device.ts';
import { requireBackend, setPaths } from './tfjs/adapter/peer.ts';
import { register } from './tfjs/adapter/registry.ts';
import { replacements } from './tfjs/adapter/replacements.ts';
import { patchAdamOptimizer } from './tfjs/training/adamOptimizer.ts';
import { startBackend } from './threads/backend.ts';
import { createPool, type Pool } from './threads/pool.ts';

export type { WasmPaths };

/** What `install` takes. */
export interface InstallOptions {
  /**
   * In browsers: the URL of the folder that serves the `.wasm` files of `@tensorflow/tfjs-backend-wasm/dist`, or a URL
   * for each by its name. Used when the backend starts first. Default: where Vite or webpack put them, or else beside
   * the script; in Node, in the package.
   */
  readonly wasmPaths?: WasmPaths | undefined;
  /** How many threads compute, this one among them. Default: as many as the machine has cores. */
  readonly threads?: number | undefined;
  /**
   * Whether vectors of twice the width are to be used where V8 can make them: in Node 24 or newer, on x64, by a switch
   * that V8 calls experimental. They are checked against a reference before. Default: false.
   */
  readonly wideSimd?: boolean | undefined;
}

/** What was installed. */
export interface Installed {
  /** How many threads compute. */
  readonly threads: number;
  /** Why there are not as many as there were to be: `the page is not cross-origin isolated; ...`. */
  readonly fewerThreads: string | undefined;
  /** The width of the vectors, in bits. */
  readonly simd: 128 | 256;
  /** Why they are narrower than requested. */
  readonly narrower: string | undefined;
  /** Puts tfjs's own kernels back, ends the threads and frees their memory. The backend stays in use. */
  undo(): Promise<void>;
}

/** The options, all of them given. */
interface Asked {
  readonly threads: number;
  readonly wideSimd: boolean;
}

interface Installation {
  readonly asked: Asked;
  readonly backend: object;
  readonly found: Omit<Installed, 'undo'>;
  /** Of each call of `install` that is not undone. */
  readonly holders: Set<object>;
  remove(): void;
}

let installation: Installation | undefined;

const table = {
  wasmPaths: optional(wasmPathsOption),
  threads: optional(positiveInteger),
  wideSimd: withDefault(flag, false),
};

/** Calls run one at a time: the process has a single backend. */
const inTurn = createTurns();

/**
 * Makes tfjs's `wasm` backend fast and able to train: starts it, on memory that threads share where that can be, and
 * puts kernels in place of its own that are made at run time for the shapes that occur. Every program on that backend
 * gets them: tfjs-layers', tfjs-core's, Kindling's. What has no kernel here goes on with tfjs's own.
 *
 * Kernels: products of matrices (tfjs's take a slow path where one is transposed), convolutions and their gradients
 * (tfjs has none by filters), pooling, sums, element-wise operations, the updates of Adam. Results are the same to the
 * bit for any number of threads.
 *
 * A second call changes nothing, and tfjs's kernels are back when every call is undone. In a page, a
 * Content-Security-Policy must allow `'wasm-unsafe-eval'`, and `worker-src blob:` for threads.
 *
 * @throws Error where `@tensorflow/tfjs-backend-wasm` is absent, for an unknown option, and where it was installed with
 *   other options before.
 * @throws WasmStartError where the backend does not start, with the reason and what helps: in a page most often a
 *   `.wasm` file that is not where it was asked for.
 * @example
 * ```ts
 * import { install } from '@kindling/wasm';
 * import { matMul, ones } from '@tensorflow/tfjs-core';
 *
 * const installed = await install();
 * console.log(installed.threads, installed.fewerThreads);
 * matMul(ones([256, 512]), ones([128, 512]), false, true).print();
 * await installed.undo();
 * ```
 */
export const install = async (options: InstallOptions = {}): Promise<Installed> => {
  const { wasmPaths, threads = threading.cores(), wideSimd } = readOptions('install', table, options);
  return inTurn(async () => {
    const current = await currentOr({ threads, wideSimd }, options, wasmPaths);
    const holder = {};
    current.holders.add(holder);
    const undo = (): Promise<void> =>
      inTurn(async () => {
        if (!current.holders.delete(holder) || current.holders.size > 0) return;
        current.remove();
        if (installation === current) installation = undefined;
      });
    return { ...current.found, undo };
  });
};

/** The installation that there is, if it is on the backend that runs; else a new one. */
const currentOr = async (
  wanted: Asked,
  options: InstallOptions,
  wasmPaths: WasmPaths | undefined,
): Promise<Installation> => {
  if (installation !== undefined && installation.backend !== runningBackend()) {
    installation.remove();
    installation = undefined;
  }
  if (installation === undefined) {
    installation = await installAnew(wanted, wasmPaths);
    return installation;
  }
  const { asked } = installation;
  for (const name of ['threads', 'wideSimd'] as const) {
    if (options[name] !== undefined && options[name] !== asked[name]) {
      throw new Error(
        `install: it is installed with ${name} ${asked[name]} already; undo that before ${name} ${options[name]}`,
      );
    }
  }
  await startBackend({ share: asked.threads > 1 });
  return installation;
};

const installAnew = async (asked: Asked, wasmPaths: WasmPaths | undefined): Promise<Installation> => {
  await requireBackend();
  const place = wasmPaths === undefined ? {} : { isPlaced: true, urls: await setPaths(wasmPaths) };
  const shared = await startBackend({ share: asked.threads > 1, ...place });
  const backend = runningBackend()!;
  const allocation = guardAllocation(backend);
  const { heap } = allocation;
  const { simd, narrower, compileModule } = chooseSimd(asked.wideSimd);
  let pool: Pool | undefined;
  let fewerThreads = shared === true || asked.threads === 1 ? undefined : shared;
  if (shared === true && asked.threads > 1) {
    try {
      pool = await createPool(heap, asked.threads);
    } catch (error) {
      fewerThreads = (error as Error).message;
    }
  }
  const runtime = createRuntime(heap, simd, pool, compileModule);
  const device = deviceOn(backend, runtime);
  const capabilities = {
    maxPoolGradient: true,
    maxPoolKeepsNaN: true,
    paddedAveragePoolGradient: true,
    vectorBits: simd.wide ? 256 : 128,
  };
  const hostView = (tensor: TensorInfo) =>
    new Float32Array(runtime.memory.buffer, device.address(tensor), sizeOf(tensor.shape));
  const undos = [
    register(replacements, device, allocation),
    declareCapabilities('wasm', { ...capabilities, hostView }),
    installRecorder(replacements, device, runtime, capabilities),
    patchAdamOptimizer(),
  ];
  return {
    asked,
    backend,
    found: { threads: runtime.threads, fewerThreads, simd: simd.wide ? 256 : 128, narrower },
    holders: new Set(),
    remove: () => {
      for (const undo of undos) undo();
      runtime.dispose();
      allocation.undo();
    },
  };
};

interface Chosen {
  readonly simd: Simd;
  readonly narrower: string | undefined;
  readonly compileModule: Compile;
}

let measured: Simd | undefined;

const chooseSimd = (wide: boolean): Chosen => {
  measured ??= measureSimd();
  const usual = { simd: measured, compileModule: compile };
  if (!wide) return { ...usual, narrower: undefined };
  const widening = threading.widening();
  if (typeof widening === 'string') return { ...usual, narrower: widening };
  const compileWide: Compile = (bytes) => widening(() => compile(bytes));
  const simd = measureWide(measured, compileWide);
  if (typeof simd === 'string') return { ...usual, narrower: simd };
  return { simd, narrower: undefined, compileModule: compileWide };
};
