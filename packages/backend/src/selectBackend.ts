import {
  type DeviceLostError,
  functionOption,
  optional,
  platform,
  readOptions,
  show,
  unknownName,
} from '@kindling/core';
import { getBackend } from '@tensorflow/tfjs-core';
import type { AbsentBackend, Backend, StartedBackend } from './backend.ts';
import { cpu } from './backends/cpu.ts';
import { cuda } from './backends/cuda.ts';
import { type CudaOptions, cudaOptions } from './backends/torch.ts';
import { type WasmOptions, wasm, wasmOptions } from './backends/wasm.ts';
import { type WebgpuOptions, webgpu, webgpuOptions } from './backends/webgpu.ts';
import { alone, type Candidate, titleOf } from './candidate.ts';
import { tellLoss } from './lost.ts';
import { type Hold, hold, inTurn } from './selections.ts';

/** A backend that can be chosen by name. */
export type BackendName = 'cuda' | 'webgpu' | 'wasm' | 'cpu';

/** The options of all backends that have a name. */
type NamedOptions = WasmOptions & WebgpuOptions & CudaOptions;

const pick = <T extends object>(table: { readonly [K in keyof T]-?: unknown }, options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([name]) => name in table)) as T;

/** What a name stands for. */
const named: Readonly<Record<BackendName, (options: NamedOptions) => Candidate>> = {
  cuda: (options) => cuda(pick<CudaOptions>(cudaOptions, options)),
  webgpu: (options) => alone(webgpu(pick<WebgpuOptions>(webgpuOptions, options))),
  wasm: (options) => alone(wasm(pick<WasmOptions>(wasmOptions, options))),
  cpu: () => alone(cpu()),
};

/**
 * What `'auto'` tries, the fastest first. In Node, where WebGPU is a package that few have, wasm goes before it; a page
 * has no CUDA.
 */
const order = (): readonly BackendName[] =>
  platform.isNode ? ['cuda', 'wasm', 'webgpu', 'cpu'] : ['webgpu', 'wasm', 'cpu'];

/** A backend that was tried before. */
export interface PassedOver {
  /** What people know it by: `tfjs-node-gpu`; `cuda` for all that can compute on an NVIDIA GPU. */
  readonly name: string;
  /** Why, to be read after "it is": `not installed`. */
  readonly reason: string;
  /** What helps, if anything: `npm install ...`. */
  readonly remedy: string | undefined;
}

/** What was selected. */
export interface Selected {
  /** By which tfjs knows it: `torch` or `tensorflow` where `cuda` was asked for. */
  readonly name: string;
  /** The hardware that it computes on: `1 of 8 CPU cores (Apple M2)`. */
  readonly device: string;
  /** Why this one. */
  readonly reason: string;
  /** Of each npm package in use. */
  readonly versions: Readonly<Record<string, string>>;
  /** What it can't have of what it could use, and why: `one thread: the page is not cross-origin isolated; ...`. */
  readonly lacks: readonly string[];
  /** What was tried before, the first first. */
  readonly passedOver: readonly PassedOver[];
  /** Set when `auto` found nothing better than plain JavaScript. */
  readonly warning: string | undefined;
  /**
   * Calls a listener when the device is lost, and with it every tensor on it; soon, if it is lost already. Another
   * `selectBackend` gives a new device. Never called for `cpu` and `wasm`, and not after the undo.
   *
   * @returns takes the listener out
   */
  onLost(listener: (error: DeviceLostError) => void): () => void;
  /**
   * Undoes the selection: restores the previous backend, removes the gradients and kernels registered here, and gives
   * back the memory of a backend started here, unless tensors still live there. Of several selections the latest that
   * is not undone is in use, whatever the order in which they are undone.
   */
  undo(): Promise<void>;
}

/** Options of `selectBackend` for a list of backends. */
export interface SelectBackendOptions {
  /** Receives `warning`. Default: Node's `process.emitWarning`, a browser's console. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/**
 * Options of `selectBackend` for a name: those of `wasm()`, `webgpu()` and, on CUDA, `torch()` reach them, where they
 * are tried.
 */
export interface SelectNamedOptions extends SelectBackendOptions, WasmOptions, WebgpuOptions, CudaOptions {}

const listOptions = { onWarning: optional(functionOption<(text: string) => void>()) };
const nameOptions = { ...listOptions, ...wasmOptions, ...webgpuOptions, ...cudaOptions };

/**
 * Chooses what tfjs computes on, starts it and registers all gradients: the first that works of a list of backends, or
 * the one of a name.
 *
 * `'auto'` takes the first that works here: in a page `webgpu` on hardware (`@tensorflow/tfjs-backend-webgpu`), `wasm`
 * (`@tensorflow/tfjs-backend-wasm`), `cpu` (`@tensorflow/tfjs-backend-cpu`, plain JavaScript); in Node `cuda`, `wasm`,
 * `webgpu`, `cpu`. It says what it passed over and why, and warns when it lands on `cpu`. The packages of the backends
 * are optional peer dependencies, loaded when they are tried.
 *
 * `'cuda'` is an NVIDIA GPU, by PyTorch (`@kindling/torch`), or else by `@tensorflow/tfjs-node-gpu`; never a CPU.
 *
 * @throws When the name is unknown or the list holds what is not a backend, when the chosen backend is not there (with
 *   what to install; of CUDA what keeps it from working), and when none is.
 * @example
 * ```ts
 * import { selectBackend } from '@kindling/backend';
 *
 * const backend = await selectBackend('auto');
 * backend.name; // 'wasm'
 * backend.device; // '1 of 8 CPU cores (Apple M2)'
 * backend.passedOver; // [{ name: 'cuda', reason: 'not there, because ...', remedy: '...' }]
 * await backend.undo();
 * ```
 */
export async function selectBackend(backends: readonly Backend[], options?: SelectBackendOptions): Promise<Selected>;
export async function selectBackend(
  name: 'auto' | BackendName | (string & {}),
  options?: SelectNamedOptions,
): Promise<Selected>;
export async function selectBackend(
  asked: string | readonly Backend[],
  options: SelectNamedOptions = {},
): Promise<Selected> {
  const owner = 'selectBackend';
  const { onWarning = platform.warn, ...rest }: SelectNamedOptions =
    typeof asked === 'string'
      ? readOptions(owner, nameOptions, options)
      : readOptions<SelectBackendOptions, typeof listOptions>(owner, listOptions, options);
  const candidates = typeof asked === 'string' ? byName(asked, rest) : requireBackends(asked);
  const single = typeof asked === 'string' && asked !== 'auto';
  return inTurn(async () => {
    const held = hold();
    try {
      const { passedOver, lost, ...found } = await firstToStart(candidates, held);
      const warning = asked === 'auto' && found.name === 'cpu' ? slowness(passedOver) : undefined;
      if (warning !== undefined) onWarning(warning);
      const reason = whyThis(single ? 'chosen by name' : `the ${firstOf(asked)} that works here`, passedOver);
      const { onLost, forget } = tellLoss(lost);
      const undo = (): Promise<void> => {
        forget();
        return inTurn(held.release);
      };
      return { ...found, reason, passedOver, warning, onLost, undo };
    } catch (error) {
      await held.release();
      throw error;
    }
  });
}

const byName = (name: string, options: NamedOptions): readonly Candidate[] => {
  if (name === 'auto') return order().map((each) => named[each]({ ...options, software: options.software ?? false }));
  if (Object.hasOwn(named, name)) return [named[name as BackendName](options)];
  throw unknownName('backend', 'backend', name, ['auto', ...Object.keys(named)]);
};

const requireBackends = (backends: unknown): readonly Candidate[] => {
  if (!Array.isArray(backends) || backends.length === 0) {
    throw new TypeError(`selectBackend: a name or a list of backends is needed, got ${show(backends)}`);
  }
  for (const [i, backend] of backends.entries()) {
    if (typeof backend?.name === 'string' && typeof backend.start === 'function') continue;
    const remedy = typeof backend === 'function' ? `; call it: ${backend.name}()` : '';
    throw new TypeError(
      `selectBackend: element ${i + 1} must be a backend, as wasm() gives, got ${show(backend)}${remedy}`,
    );
  }
  return backends.map(alone);
};

type Found = Omit<Selected, 'reason' | 'warning' | 'onLost' | 'undo'> & Pick<StartedBackend, 'lost'>;

const firstToStart = async (candidates: readonly Candidate[], held: Hold): Promise<Found> => {
  const passedOver: PassedOver[] = [];
  for (const candidate of candidates) {
    const found = await tryCandidate(candidate, held);
    if ('device' in found) return { ...found, passedOver: [...passedOver, ...found.passedOver] };
    passedOver.push(found);
  }
  throw new Error(`backend: ${nothingStarted(passedOver)}`);
};

const tryCandidate = async (candidate: Candidate, held: Hold): Promise<Found | PassedOver> => {
  const obstacle = await candidate.obstacle?.();
  if (obstacle !== undefined) return { name: candidate.name, reason: obstacle.absent, remedy: obstacle.remedy };
  const passedOver: PassedOver[] = [];
  for (const backend of candidate.backends) {
    held.trying(backend.name);
    const outcome = await tryToStart(backend);
    if (!('absent' in outcome)) {
      const { undo, lost, lacks = [], device, versions } = outcome;
      held.chosen(backend.name, undo);
      return { name: backend.name, device, versions, lacks, lost, passedOver };
    }
    passedOver.push({ name: titleOf(backend), reason: outcome.absent, remedy: outcome.remedy });
  }
  return together(candidate, passedOver);
};

/** What all backends of a candidate have failed by, as one. */
const together = ({ name, more }: Candidate, passedOver: readonly PassedOver[]): PassedOver => {
  const [only, ...others] = passedOver;
  if (only !== undefined && others.length === 0) return only;
  const remedies = [...passedOver.map(({ remedy }) => remedy), more].filter((remedy) => remedy !== undefined);
  return {
    name,
    reason: `not there: ${passedOver.map((other) => `${other.name} is ${other.reason}`).join('; ')}`,
    remedy: remedies.length === 0 ? undefined : remedies.join('; or '),
  };
};

const tryToStart = async (backend: Backend): Promise<StartedBackend | AbsentBackend> => {
  let outcome: StartedBackend | AbsentBackend;
  try {
    outcome = await backend.start();
  } catch (error) {
    return { absent: `installed but did not start: ${error}` };
  }
  if (typeof outcome === 'object' && outcome !== null && 'absent' in outcome) return outcome;
  if (typeof outcome?.device !== 'string' || typeof outcome.versions !== 'object') {
    throw new TypeError(
      `backend: start of "${backend.name}" must give { device, versions } or { absent }, got ${show(outcome)}`,
    );
  }
  if (getBackend() === backend.name) return outcome;
  throw new Error(
    `backend: "${backend.name}" started, but "${getBackend()}" is in use; its start must call setBackend('${backend.name}')`,
  );
};

/** `"wasm" is not installed; npm install ...` */
const described = ({ name, reason, remedy }: PassedOver): string =>
  `"${name}" is ${reason}${remedy === undefined ? '' : `; ${remedy}`}`;

const nothingStarted = (passedOver: readonly PassedOver[]): string => {
  const [first, ...others] = passedOver;
  if (first === undefined || others.length > 0) return `none works here: ${passedOver.map(described).join('; ')}`;
  return described({ ...first, remedy: first.remedy ?? '"auto" takes the fastest that works here' });
};

const firstOf = (asked: string | readonly Backend[]): string => (asked === 'auto' ? 'fastest' : 'first of the list');

const whyThis = (why: string, passedOver: readonly PassedOver[]): string =>
  [why, ...passedOver.map((other) => `${other.name} is ${other.reason}`)].join('; ');

const slowness = (passedOver: readonly PassedOver[]): string =>
  ['backend: computing in plain JavaScript, many times slower than wasm', ...passedOver.map(described)].join('; ');
