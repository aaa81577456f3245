/** What became of one spec. */
export interface Outcome {
  /** Suites and spec as jasmine joins them; the second of the same name ends in ` (2)`. */
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'pending';
  /** Of each expectation that was not met, and of what was thrown. */
  readonly messages: readonly string[];
}

/** How the specs are run, on which of tfjs's backends. */
export interface Settings {
  readonly backend: 'wasm' | 'webgpu' | 'torch' | 'tensorflow';
  /** Of `Math.random`. */
  readonly seed: number;
  /** Of our kernels on wasm; undefined leaves tfjs's own. */
  readonly threads?: number | undefined;
  /** Whether our kernels are put in on webgpu. */
  readonly kernels?: boolean | undefined;
  /** What torch computes on; undefined for the CPU. */
  readonly device?: 'cpu' | 'cuda' | undefined;
  /** Whether torch refuses kernels that compute on the host. */
  readonly strict?: boolean | undefined;
  /** The suites that are run, by a pattern of their names; undefined for all. */
  readonly only?: string | undefined;
}
