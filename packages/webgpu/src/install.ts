import {
  createTurns,
  type DeviceLostError,
  declareDeviceQueue,
  flag,
  oneOf,
  platform,
  readOptions,
  registerKernels,
  withDefault,
} from '@kindling/core';
import { setBackend } from '@tensorflow/tfjs-core';
import type { AdapterSummary } from './device/adapter.ts';
import { requireHardware } from './device/openDevice.ts';
import { replacements } from './kernels/replacements.ts';
import { installRecorder } from './recording/recorder.ts';
import { runningBackend } from './tfjs/backend.ts';
import { type Started, startBackend } from './tfjs/start.ts';

/** What `install` takes. */
export interface InstallOptions {
  /** Which GPU is asked for where there are two: `high-performance` or `low-power`. Default: `'high-performance'`. */
  readonly powerPreference?: 'high-performance' | 'low-power' | undefined;
  /** Whether a GPU that is a program on the CPU (SwiftShader, llvmpipe) will do. Default: true. */
  readonly software?: boolean | undefined;
}

/** What was installed. */
export interface Installed {
  readonly adapter: AdapterSummary;
  /** Of the npm packages that give WebGPU; none in a page. */
  readonly versions: Readonly<Record<string, string>>;
  /** Comes when the device is lost; never after the undo. */
  readonly lost: Promise<DeviceLostError>;
  /** Gives back the GPU memory that is kept for tensors to come. */
  freeUnused(): void;
  /**
   * Puts tfjs's own kernels back and ends the backend, if it was started here. While tensors live there it goes on, for
   * them to be read.
   */
  undo(): Promise<void>;
}

/** The options, all of them given. */
interface Asked {
  readonly powerPreference: 'high-performance' | 'low-power';
  readonly software: boolean;
}

interface Installation {
  readonly asked: Asked;
  readonly started: Started;
  /** Of each call of `install` that is not undone. */
  readonly holders: Set<object>;
  remove(): void;
}

let installation: Installation | undefined;

const table = {
  powerPreference: withDefault(oneOf(['high-performance', 'low-power']), 'high-performance'),
  software: withDefault(flag, true),
};

/** Calls run one at a time: the process has a single backend. */
const inTurn = createTurns();

/**
 * Starts tfjs's `webgpu` backend on a device of its own and makes it honest: in a page and a worker, and in Node on the
 * npm package `webgpu` (Dawn). Every program on that backend gets this: tfjs-layers', tfjs-core's, Kindling's.
 *
 * What the GPU could not do is the error of the next call that is awaited: `data`, `array`, the end of an epoch. When
 * the device is lost, what waits for it and what is called then fails with `DeviceLostError`, and another `install`
 * gives a new device. Kernels that are wrong in tfjs are replaced.
 *
 * A second call changes nothing, and all is as it was when every call is undone.
 *
 * @throws GpuAbsentError with the reason, where there is no WebGPU to compute on; Error for an unknown option, and
 *   where it was installed with another GPU before
 * @example
 * ```ts
 * // not run: needs a GPU
 * import { install } from '@kindling/webgpu';
 * import { matMul, ones } from '@tensorflow/tfjs-core';
 *
 * const installed = await install();
 * console.log(installed.adapter.name); // 'NVIDIA turing GPU'
 * console.log(await matMul(ones([256, 512]), ones([512, 128])).data());
 * await installed.undo();
 * ```
 */
export const install = async (options: InstallOptions = {}): Promise<Installed> => {
  const asked = readOptions('install', table, options);
  return inTurn(async () => {
    const current = await currentOr(asked, options);
    const holder = {};
    current.holders.add(holder);
    const { adapter, versions, guarded } = current.started;
    return {
      adapter,
      versions,
      lost: guarded.lost,
      freeUnused: guarded.queue.freeUnused,
      undo: () =>
        inTurn(async () => {
          if (!current.holders.delete(holder) || current.holders.size > 0) return;
          current.remove();
          if (installation === current) installation = undefined;
        }),
    };
  });
};

/** The installation that there is, if its device is there and its backend runs; else a new one. */
const currentOr = async (asked: Asked, options: InstallOptions): Promise<Installation> => {
  if (installation !== undefined && isGone(installation)) {
    installation.remove();
    installation = undefined;
  }
  if (installation === undefined) {
    installation = await installAnew(asked);
    return installation;
  }
  const { powerPreference } = installation.asked;
  if (options.powerPreference !== undefined && options.powerPreference !== powerPreference) {
    throw new Error(
      `install: it is installed with powerPreference "${powerPreference}" already; ` +
        `undo that before powerPreference "${options.powerPreference}"`,
    );
  }
  requireHardware(installation.started.adapter, asked);
  await setBackend('webgpu');
  return installation;
};

const isGone = ({ started: { backend, guarded } }: Installation): boolean =>
  guarded.error() !== undefined || backend !== runningBackend();

const installAnew = async (asked: Asked): Promise<Installation> => {
  const started = await startBackend(asked);
  const { backend, guarded, stop } = started;
  const undos = [
    registerKernels('webgpu', replacements()),
    declareDeviceQueue('webgpu', guarded.queue),
    installRecorder(backend, guarded.faults),
    stop,
  ];
  return {
    asked,
    started,
    holders: new Set(),
    remove: () => {
      const fault = guarded.untold();
      if (fault !== undefined) platform.warn(fault.message);
      for (const undo of undos.splice(0)) undo();
    },
  };
};
