/** What became of one spec. */
export interface Outcome {
  /** Suites and spec as jasmine joins them; the second of the same name ends in ` (2)`. */
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'pending';
  /** Of each expectation that was not met, and of what was thrown. */
  readonly messages: readonly string[];
}

/** How the specs are run: a seed of `Math.random`, and the threads of our kernels; undefined leaves tfjs's own. */
export interface Settings {
  readonly seed: number;
  readonly threads: number | undefined;
}
