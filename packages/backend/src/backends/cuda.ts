// internal: what the name "cuda" stands for
import { obstacleToCuda } from '#native';
import type { Candidate } from '../candidate.ts';
import { tfjsNodeGpu } from './tfjsNodeGpu.ts';
import { type CudaOptions, torch } from './torch.ts';

/** An NVIDIA GPU, by PyTorch or else by tfjs-node-gpu; neither is loaded where the driver has none for this process. */
export const cuda = (options: CudaOptions): Candidate => ({
  name: 'cuda',
  backends: [torch({ ...options, device: 'cuda' }), tfjsNodeGpu()],
  obstacle: obstacleToCuda,
  more: 'npx @kindling/backend doctor tells more',
});
