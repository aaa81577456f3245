// internal: what Node and pages have alike of what needs native libraries
import type { AbsentBackend, StartedBackend } from '../backend.ts';

/** A package with TensorFlow's kernels for tfjs: both are the same but for their addons. */
export type NodePackageName = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu';

export interface WantedTensorflow {
  readonly name: NodePackageName;
  /** Whether a CPU will not do. */
  readonly onlyGpu: boolean;
  readonly threads: number | undefined;
}

export interface WantedTorch {
  readonly device: 'cuda' | 'mps' | 'cpu';
  readonly strict: boolean | undefined;
  readonly tf32: boolean | undefined;
  readonly threads: number | undefined;
}

/** What starts something gives what it started, or what is absent. */
export interface Native {
  /** Why there can be no CUDA, whatever is installed; undefined where there may be. */
  obstacleToCuda(): Promise<AbsentBackend | undefined>;
  startTorch(wanted: WantedTorch): Promise<StartedBackend | AbsentBackend>;
  startTensorflow(wanted: WantedTensorflow): Promise<StartedBackend | AbsentBackend>;
}
