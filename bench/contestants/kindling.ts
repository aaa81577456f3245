// The training step in Kindling, eager.
import { chapter, network } from '@kindling/app-common';
import { adam, compile } from '@kindling/train';
import type { Contestant, Task } from './contestant.ts';
import { useKernels } from './kernels.ts';
import { tfjsBatches } from './tfjsBatches.ts';

export const kindling = async (task: Task): Promise<Contestant> => {
  const note = await useKernels(task);
  const model = network({ model: task.network, hidden: chapter }, [32, 32, 3], 10);
  const trainer = compile(model, {
    optimizer: adam({ learningRate: 5e-4 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: 1,
  });
  const nextBatch = tfjsBatches(task.batch);
  return { note, step: () => trainer.trainOnBatch(nextBatch()) };
};
