// The training step in tfjs-layers.
import { tfjsNetwork } from '@tests/browser/tfjsNetwork';
import type { Contestant, Task } from './contestant.ts';
import { useKernels } from './kernels.ts';
import { tfjsBatches } from './tfjsBatches.ts';

export const tfjsLayers = async (task: Task): Promise<Contestant> => {
  const note = await useKernels(task);
  const { model } = tfjsNetwork(task.network);
  const nextBatch = tfjsBatches(task.batch);
  const step = () => {
    const { x, y } = nextBatch();
    return model.trainOnBatch(x, y);
  };
  return { note, step };
};
