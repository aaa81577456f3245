// internal: what needs native libraries, in a page, which has none
import type { Native } from './native.ts';

const absent = async () => ({ absent: 'not there, because it needs Node' });

export const obstacleToCuda: Native['obstacleToCuda'] = async () => ({
  absent: 'not there, because browsers have no CUDA',
});
export const startTorch: Native['startTorch'] = absent;
export const startTensorflow: Native['startTensorflow'] = absent;
