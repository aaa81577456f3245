/** What a process of the benchmark is to do. */
export interface Task {
  readonly library: 'kindling' | 'tfjs-layers' | 'jax-js' | 'feeding';
  readonly network: Network;
  readonly batch: number;
  /** Threads that it may use. */
  readonly cores: number;
  readonly kernels: Kernels;
  readonly wideSimd: boolean;
  /** Whether products on CUDA may be of TF32. Default: false. */
  readonly tf32?: boolean;
}

export type Network = 'mlp' | 'cnn';

/**
 * tfjs's plain JavaScript, its wasm backend as published, that with `install()`, and what `selectBackend('wasm')` makes
 * of it; the PyTorch and the TensorFlow of a Python on a CPU, and PyTorch on a GPU.
 */
export type Kernels = 'cpu' | 'stock' | 'install' | 'selectBackend' | 'torch' | 'cuda' | 'tfjs-node';

/** A training step (or a batch fed) that comes back when its results are on the host, and what it runs on. */
export interface Contestant {
  readonly step: () => Promise<unknown>;
  readonly note: string;
}
