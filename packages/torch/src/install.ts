import {
  backendStarting,
  createTurns,
  flag,
  oneOf,
  optional,
  platform,
  positiveInteger,
  readOptions,
} from '@kindling/core';
import { engine, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import type { DeviceName } from './deviceName.ts';
import { cudaDevice } from './library/cudaDevice.ts';
import { registerTorch } from './register.ts';
import type { TorchBackend } from './tfjs/backend.ts';
import { backendName } from './tfjs/registry.ts';
import { startedAs, startTorch, type Wanted } from './tfjs/start.ts';

/** What `install` takes. */
export interface InstallOptions {
  /**
   * What to compute on; one that can't be had is an error. Default: `'cuda'` where it can be used, else `'mps'`, else
   * `'cpu'`; a PyTorch that was built for CUDA and can't use it says why on the console.
   */
  readonly device?: DeviceName | undefined;
  /**
   * Whether a kernel that would compute on the host, for want of an operator, is an error. If not, on a GPU each such
   * kernel is warned about once, by name. Default: false.
   */
  readonly strict?: boolean | undefined;
  /**
   * Whether products and convolutions on CUDA may round their factors to the 10 bits of TF32: faster, and right to
   * about 1e-3. Read as PyTorch is loaded, so it counts for the whole process. Default: false.
   */
  readonly tf32?: boolean | undefined;
  /**
   * How many threads compute on the CPU. Read as PyTorch is loaded. Default: `OMP_NUM_THREADS`, or as many as the
   * machine has cores.
   */
  readonly threads?: number | undefined;
}

/** What was installed. */
export interface Installed {
  /** What computes. */
  readonly device: DeviceName;
  /** The same in words: `NVIDIA H200`, or `2 CPU cores (...)`. */
  readonly deviceName: string;
  /** Of PyTorch, and on CUDA the newest CUDA that the driver can run. */
  readonly versions: Readonly<Record<string, string>>;
  /** The folder of the libraries that were loaded. */
  readonly folder: string;
  /** What led there: a variable's name, or a Python. */
  readonly foundBy: string;
  /** How many threads compute on the CPU. */
  readonly threads: number;
  /** Why it is no GPU, where a PyTorch was built for one. */
  readonly passedOver: string | undefined;
}

const table = {
  device: optional(oneOf(['cpu', 'cuda', 'mps'])),
  strict: optional(flag),
  tf32: optional(flag),
  threads: optional(positiveInteger),
};

/** Calls run one at a time: the process has a single backend. */
const inTurn = createTurns();

/**
 * Starts tfjs's backend `torch` on the PyTorch of this machine, and makes it the one in use. Nothing is compiled, and
 * no Python runs: PyTorch is found without being imported, and its libraries are called directly.
 *
 * It is looked for in `TORCH_LIB` (a folder of libraries), `LIBTORCH` (an unpacked libtorch), `TORCH_PYTHON` (a
 * Python); the first of them that is set decides. Else in the Python of `VIRTUAL_ENV`, of `CONDA_PREFIX`, of `.venv` in
 * the current folder, in `python3` and `python`. It must be 2.11 or newer.
 *
 * To import the package is enough for `setBackend('torch')`; this gives the options, and says what was found. A second
 * call without options changes nothing; with others it starts the backend anew, if it holds no tensors.
 *
 * @throws TorchAbsentError where there is no PyTorch to use, or no such device, with the reason and what helps
 * @throws Error for an unknown option, and where the backend has tensors or PyTorch is loaded with other options
 * @example
 * ```ts
 * // not run: needs a PyTorch
 * import { install } from '@kindling/torch';
 * import { matMul, ones } from '@tensorflow/tfjs-core';
 *
 * const { deviceName, versions } = await install({ device: 'cuda' });
 * console.log(deviceName, versions); // NVIDIA H200 { torch: '2.13.0+cu130', cuda: '13.0' }
 * console.log(await matMul(ones([256, 512]), ones([512, 128])).data());
 * ```
 */
export const install = async (options: InstallOptions = {}): Promise<Installed> => {
  const asked = readOptions('install', table, options);
  return inTurn(async () => {
    await backendStarting();
    startAnewFor(asked);
    await setBackend(backendName);
    return describe(engine().registry[backendName] as TorchBackend);
  });
};

/** Takes out a backend that runs otherwise than is asked, so that the next use starts it as asked. */
const startAnewFor = ({ device, strict, tf32, threads }: InstallOptions): void => {
  const running = engine().registry[backendName] as TorchBackend | undefined;
  const before = running && startedAs(running);
  const wanted: Wanted = {
    device: device ?? before?.device,
    strict: strict ?? before?.strict ?? false,
    tf32: tf32 ?? before?.tf32 ?? false,
    threads: threads ?? before?.threads,
  };
  const isSame =
    before !== undefined && Object.entries(wanted).every(([key, value]) => before[key as keyof Wanted] === value);
  if (isSame) return;
  if (running !== undefined && running.numDataIds() > 0) {
    throw new Error(
      `install: the backend runs on ${before?.device} and holds ${running.numDataIds()} tensors; ` +
        'dispose of them before it is installed with other options, or give these to the first install',
    );
  }
  // Before the other is taken out, so that nothing has changed where this fails: tfjs would hide the error.
  const started = startTorch(wanted);
  removeBackend(backendName);
  registerTorch(() => started);
};

const describe = (backend: TorchBackend): Installed => {
  const { device, open, threads, passedOver } = startedAs(backend)!.started;
  const gpu = device === 'cuda' ? cudaDevice() : undefined;
  return {
    device,
    deviceName: device === 'cpu' ? platform.device(threads) : (gpu?.name ?? device),
    versions: { torch: open.version, ...(gpu && { cuda: gpu.driver }) },
    folder: open.folder,
    foundBy: open.by,
    threads,
    passedOver,
  };
};
