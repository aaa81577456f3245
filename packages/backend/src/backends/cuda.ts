// internal: NVIDIA GPUs, one of selectBackend's backends
import { platform } from '#platform';
import type { Backend } from '../backend.ts';

/** The place for a provider of CUDA kernels. */
export const cuda: Backend<'cuda'> = {
  name: 'cuda',
  start: async () => ({
    absent: platform.isNode
      ? 'not there, because no CUDA provider for Kindling is published yet'
      : 'not there, because browsers have no CUDA',
  }),
};
