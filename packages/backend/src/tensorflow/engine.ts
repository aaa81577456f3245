// internal: what tfjs-node's JavaScript runs over in this process, of which there can be but one
import { createRequire } from 'node:module';
import type { AbsentBackend } from '../backend.ts';
import type { NvidiaGpu } from '../native/nvidiaGpu.ts';
import { type FoundTensorflow, findTensorflow } from './findTensorflow.ts';
import type { Addon, NodePackage } from './nodePackage.ts';
import { tryAddon } from './tryAddon.ts';

/** A TensorFlow in this process. */
export interface Engine {
  readonly addon: Addon;
  /** Where it comes from: `its own addon`, or a folder. */
  readonly source: string;
  /** Of koffi, where that calls it. */
  readonly versions: Readonly<Record<string, string>>;
  /** How many threads it was asked to compute on. */
  readonly threads: number | undefined;
}

export interface WantedEngine {
  readonly nodePackage: NodePackage;
  /** The GPU that it must compute on; undefined where the CPU will do. */
  readonly gpu: NvidiaGpu | undefined;
  readonly threads: number | undefined;
}

/** Two of one name in one process would mix: it is loaded once, and stays. */
let loaded: Engine | undefined;

/** The release from which on a TensorFlow of Python is known to have what is called here. */
const oldest = [2, 16] as const;

export const provideEngine = async (wanted: WantedEngine): Promise<Engine | AbsentBackend> => {
  if (loaded !== undefined) return reuse(loaded, wanted);
  const own = await ownEngine(wanted);
  const found = 'absent' in own ? await pythonsEngine(wanted, own.absent) : own;
  if (!('absent' in found)) loaded = found;
  return found;
};

const reuse = (engine: Engine, { gpu, threads }: WantedEngine): Engine | AbsentBackend => {
  if (gpu !== undefined && !engine.addon.isUsingGpuDevice()) {
    return {
      absent: `on the CPU in this process already, with TensorFlow ${engine.addon.TF_Version} (${engine.source})`,
      remedy: 'ask for the GPU first, or in another process',
    };
  }
  if (threads !== undefined && threads !== engine.threads) {
    return {
      absent: `running in this process already, on ${engine.threads ?? 'all'} threads`,
      remedy: 'give the same number of threads each time, or use another process',
    };
  }
  return engine;
};

/** The addon that the package's install script has downloaded. */
const ownEngine = async ({
  nodePackage,
  gpu,
  threads,
}: WantedEngine): Promise<Engine | { readonly absent: string }> => {
  const { addon: path } = nodePackage;
  if (path === undefined) return { absent: 'its own addon is not built' };
  if (threads !== undefined) return { absent: 'its own addon takes no number of threads' };
  const tried = await tryAddon(path);
  if ('broken' in tried) return { absent: `its own addon does not load: ${tried.broken}` };
  if (gpu !== undefined && !tried.gpu) {
    const why = tried.warnings === '' ? '' : `: ${tried.warnings}`;
    return { absent: `the TensorFlow ${tried.version} of its own addon sees no GPU${why}` };
  }
  return { addon: createRequire(import.meta.url)(path), source: 'its own addon', versions: {}, threads: undefined };
};

/** What installs a TensorFlow that will do; the one for CPUs alone is a fifth of the size. */
const installed = ({ gpu }: WantedEngine, how = ''): string =>
  `pip install ${how}${gpu === undefined ? 'tensorflow-cpu' : 'tensorflow[and-cuda]'}`;

/** That of a Python, over its C library. */
const pythonsEngine = async (wanted: WantedEngine, before: string): Promise<Engine | AbsentBackend> => {
  const found = await findTensorflow();
  if ('absent' in found) {
    const { absent, remedy } = found;
    return { absent: `${absent}; ${before}`, remedy: remedy && `${installed(wanted)}, ${remedy}` };
  }
  const caller = await loadCaller();
  if (caller === undefined) {
    return {
      absent: `without koffi, which calls the TensorFlow in ${found.folder}; ${before}`,
      remedy: 'npm install koffi',
    };
  }
  try {
    return open(caller, found, wanted);
  } catch (error) {
    return { absent: `there, but the TensorFlow in ${found.folder} does not load: ${(error as Error).message}` };
  }
};

type Caller = Pick<typeof import('./openEngine.ts'), 'openLibrary' | 'koffiVersion'>;

const loadCaller = async (): Promise<Caller | undefined> => {
  try {
    return await import('./openEngine.ts');
  } catch (error) {
    if (!/koffi/.test(String(error))) throw error;
    return undefined;
  }
};

const open = (
  { openLibrary, koffiVersion }: Caller,
  found: FoundTensorflow,
  wanted: WantedEngine,
): Engine | AbsentBackend => {
  const { gpu, threads } = wanted;
  const { addon, warnings } = openLibrary(found.files, threads);
  const version = addon.TF_Version;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return {
      absent: `too old: TensorFlow ${version} in ${found.folder}; ${oldest.join('.')} is the oldest`,
      remedy: installed(wanted, '--upgrade '),
    };
  }
  if (gpu !== undefined && !addon.isUsingGpuDevice()) {
    return {
      absent: `on the CPU: TensorFlow ${version} in ${found.folder} sees no GPU${warnings === '' ? '' : `: ${warnings}`}`,
      remedy: installed(wanted),
    };
  }
  return { addon, source: found.folder, versions: { koffi: koffiVersion }, threads };
};
