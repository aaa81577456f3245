import { requireBoolean, requireOptions, requirePositiveInteger, unknownName } from '@kindling/core';
import { platform } from '#platform';
import type { Absent, Backend, Started, StartOptions, WasmPaths } from './backend.ts';
import { cpu } from './backends/cpu.ts';
import { cuda } from './backends/cuda.ts';
import { wasm } from './backends/wasm.ts';
import { type Hold, hold, inTurn } from './selections.ts';

export type { WasmPaths } from './backend.ts';

/** A backend that can be asked for by name. */
export type BackendName = 'cuda' | 'wasm' | 'cpu';

/** The fastest first. */
const backends: readonly Backend<BackendName>[] = [cuda, wasm, cpu];

/** A backend that `auto` would have preferred. */
export interface PassedOver {
  readonly name: BackendName;
  /** Why, to be read after "it is": `not installed`. */
  readonly reason: string;
  /** What helps, if anything: `npm install ...`. */
  readonly remedy: string | undefined;
}

/** What was selected. */
export interface Selected {
  readonly name: BackendName;
  /** The hardware that it computes on: `1 of 8 CPU cores (Apple M2)`. */
  readonly device: string;
  /** Why this one. */
  readonly reason: string;
  /** Of each npm package in use. */
  readonly versions: Readonly<Record<string, string>>;
  /** What it can't have of what it could use, and why: `one thread: the page is not cross-origin isolated; ...`. */
  readonly lacks: readonly string[];
  /** What `auto` tried before, the first first; empty for a backend asked for by name. */
  readonly passedOver: readonly PassedOver[];
  /** Set when `auto` found nothing better than plain JavaScript. */
  readonly warning: string | undefined;
  /**
   * Makes it undone: the backend that was in use before is again, the gradients and kernels registered here are out, and
   * the memory of a backend started here is given back, unless tensors still live there. With several selections the latest that is
   * not undone is in use, in whatever order they are.
   */
  undo(): Promise<void>;
}

export interface SelectBackendOptions {
  /** Receives `warning`. Default: Node's `process.emitWarning`, a browser's console. */
  readonly onWarning?: ((text: string) => void) | undefined;
  /**
   * For `wasm` in browsers: the URL of the folder that serves the `.wasm` files of `@tensorflow/tfjs-backend-wasm/dist`, or
   * a URL for each by its name. Used when the backend starts first. Default: beside the script; in Node, in the package.
   */
  readonly wasmPaths?: WasmPaths | undefined;
  /** For `wasm`: how many threads compute. Default: as many as there are cores. */
  readonly threads?: number | undefined;
  /** For `wasm`: whether to use vectors of twice the width, see `install` of `@kindling/wasm`. Default: false. */
  readonly wideSimd?: boolean | undefined;
}

/**
 * Chooses what tfjs computes on, starts it and registers all gradients.
 *
 * `'auto'` takes the first that works here of `cuda`, `wasm` (`@tensorflow/tfjs-backend-wasm`) and `cpu`
 * (`@tensorflow/tfjs-backend-cpu`, plain JavaScript), says what it passed over and why, and warns when it lands on `cpu`.
 * The packages of the backends are optional peer dependencies, loaded when they are tried.
 *
 * @throws When the name is unknown, when the backend asked for is not there (with what to install), and when none is.
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
export const selectBackend = async (
  name: 'auto' | BackendName | (string & {}),
  options: SelectBackendOptions = {},
): Promise<Selected> => {
  requireOptions('selectBackend', options, ['onWarning', 'wasmPaths', 'threads', 'wideSimd']);
  const { onWarning = platform.warn, ...startOptions } = options;
  if (options.threads !== undefined) requirePositiveInteger('selectBackend', 'threads', options.threads);
  if (options.wideSimd !== undefined) requireBoolean('selectBackend', 'wideSimd', options.wideSimd);
  const candidates = name === 'auto' ? backends : backends.filter((backend) => backend.name === name);
  if (candidates.length === 0) throw unknownName('backend', 'backend', name, ['auto', ...backends.map((b) => b.name)]);
  return inTurn(async () => {
    const held = hold();
    try {
      const { passedOver, ...found } = await firstToStart(candidates, startOptions, held);
      const warning = name === 'auto' && found.name === 'cpu' ? slowness(passedOver) : undefined;
      if (warning !== undefined) onWarning(warning);
      const reason = name === 'auto' ? whyFirst(passedOver) : 'asked for by name';
      return { ...found, reason, passedOver, warning, undo: () => inTurn(held.release) };
    } catch (error) {
      await held.release();
      throw error;
    }
  });
};

type Found = Omit<Selected, 'reason' | 'warning' | 'undo'>;

const firstToStart = async (
  candidates: readonly Backend<BackendName>[],
  options: StartOptions,
  held: Hold,
): Promise<Found> => {
  const passedOver: PassedOver[] = [];
  for (const backend of candidates) {
    held.trying(backend.name);
    const outcome = await tryToStart(backend, options);
    if (!('absent' in outcome)) {
      const { undo, lacks = [], ...started } = outcome;
      held.chosen(backend.name, undo);
      return { name: backend.name, ...started, lacks, passedOver };
    }
    passedOver.push({ name: backend.name, reason: outcome.absent, remedy: outcome.remedy });
  }
  throw new Error(`backend: ${nothingStarted(passedOver)}`);
};

const tryToStart = async (backend: Backend<BackendName>, options: StartOptions): Promise<Started | Absent> => {
  try {
    return await backend.start(options);
  } catch (error) {
    return { absent: `installed but did not start: ${error}` };
  }
};

/** `"wasm" is not installed; npm install ...` */
const described = ({ name, reason, remedy }: PassedOver): string =>
  `"${name}" is ${reason}${remedy === undefined ? '' : `; ${remedy}`}`;

const nothingStarted = (passedOver: readonly PassedOver[]): string => {
  const [first, ...others] = passedOver;
  if (first === undefined || others.length > 0) return `none works here: ${passedOver.map(described).join('; ')}`;
  return described({ ...first, remedy: first.remedy ?? '"auto" takes the fastest that works here' });
};

const whyFirst = (passedOver: readonly PassedOver[]): string =>
  ['the fastest that works here', ...passedOver.map((other) => `${other.name} is ${other.reason}`)].join('; ');

const slowness = (passedOver: readonly PassedOver[]): string =>
  ['backend: computing in plain JavaScript, many times slower than wasm', ...passedOver.map(described)].join('; ');
