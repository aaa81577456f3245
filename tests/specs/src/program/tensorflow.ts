import { tfjsNode } from '@kindling/backend';
import { provideTensorflow } from '@tests/kit/python';
import type { Specified } from './backend.ts';

/** tfjs-node's kernels over TensorFlow's library for CPUs. */
export const startTensorflow = async (): Promise<Specified> => {
  provideTensorflow();
  const started = await tfjsNode().start();
  if ('absent' in started) throw new Error(started.absent);
  return { isDataSync: true, flags: {}, install: undefined };
};
