// internal: what the name "cuda" stands for
import { obstacleToCuda } from '#native';
import type { Candidate } from '../candidate.ts';
import { tfjsNodeGpu } from './tfjsNodeGpu.ts';
import { type TorchOptions, torch, torchOptions } from './torch.ts';

/** Options of `selectBackend('cuda')`: of `torch`, where that is what computes. */
export type CudaOptions = Pick<TorchOptions, 'strict' | 'tf32'>;

/** The options as a table, for callers that pass them on. */
export const cudaOptions = { strict: torchOptions.strict, tf32: torchOptions.tf32 };

/** An NVIDIA GPU, by PyTorch or else by tfjs-node-gpu. Neither is loaded where the driver has no GPU for this process. */
export const cuda = (options: CudaOptions): Candidate => ({
  name: 'cuda',
  backends: [torch({ ...options, device: 'cuda' }), tfjsNodeGpu()],
  obstacle: obstacleToCuda,
  more: 'npx @kindling/backend doctor tells more',
});
