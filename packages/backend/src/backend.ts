import type { DeviceLostError } from '@kindling/core';

/** What a backend says once it runs. */
export interface StartedBackend {
  /** The hardware in use: `1 of 8 CPU cores (Apple M2)`. */
  readonly device: string;
  /** Of each npm package in use. */
  readonly versions: Readonly<Record<string, string>>;
  /** What it can't have of what it could use, and why: `one thread: the page is not cross-origin isolated`. */
  readonly lacks?: readonly string[] | undefined;
  /** Comes when the device is lost, and the tensors with it; for a backend whose device can be. */
  readonly lost?: Promise<DeviceLostError> | undefined;
  /** Takes out what `start` put into the backend. */
  undo?(): Promise<void>;
}

/** Why a backend cannot be used here. */
export interface AbsentBackend {
  /** To be read after "it is": `not installed`. */
  readonly absent: string;
  /** What helps, if anything: `npm install ...`. */
  readonly remedy?: string | undefined;
}

/**
 * A backend that `selectBackend` can choose: `webgpu()`, `wasm()`, `cpu()`, or a value from elsewhere. Its options are
 * its own, given where the value is made.
 *
 * @example
 * ```ts
 * import { type Backend } from '@kindling/backend';
 *
 * const mine: Backend = {
 *   name: 'cpu',
 *   start: async () => ({ device: 'this computer', versions: {} }),
 * };
 * ```
 */
export interface Backend {
  /** The name under which tfjs knows it too. */
  readonly name: string;
  /** What people know it by: `tfjs-node`, whose name in tfjs is `tensorflow`. Default: its name. */
  readonly title?: string | undefined;
  /** Loads it, makes it the one in use with tfjs's `setBackend`, and tells of it; or says what is absent. */
  start(): Promise<StartedBackend | AbsentBackend>;
}
