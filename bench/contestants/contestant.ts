/** What a process of the benchmark is to do. */
export interface Task {
  readonly library: 'kindling' | 'tfjs-layers' | 'jax-js' | 'feeding' | 'program';
  readonly network: Network;
  /** What the library `program` runs. */
  readonly program?: Program;
  readonly batch: number;
  /** Threads that it may use. */
  readonly cores: number;
  readonly kernels: Kernels;
  readonly wideSimd: boolean;
  /** Of Kindling. Default: operation by operation. */
  readonly engine?: 'jit';
}

export type Network = 'mlp' | 'cnn';

/** What `program` runs: see programs.ts. */
export type Program = Network | 'lstm' | 'iris' | 'faceres' | 'movenet';

/**
 * tfjs's plain JavaScript, its wasm backend as published, that with `install()`, and what `selectBackend('wasm')` makes
 * of it; the PyTorch and the TensorFlow of a Python, on a CPU.
 */
export type Kernels = 'cpu' | 'stock' | 'install' | 'selectBackend' | 'torch' | 'tfjs-node';

/** A training step (or a batch fed), and what it runs on. */
export interface Contestant {
  /** Comes back when its results are on the host; where there is `settle`, when all is asked for. */
  readonly step: () => Promise<unknown>;
  /** Comes back when what the steps asked for is done. */
  readonly settle?: () => Promise<unknown>;
  readonly note: string;
}
