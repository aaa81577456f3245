// The training step in Kindling.
import { chapter, network } from '@kindling/app-common';
import { explain, jit } from '@kindling/jit';
import { adam, compile, eager } from '@kindling/train';
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
    engine: task.engine === 'jit' ? jit() : eager(),
  });
  const nextBatch = tfjsBatches(task.batch);
  if (task.engine === 'jit') {
    for (let step = 0; step < 4; step++) await trainer.trainOnBatch(nextBatch());
    for (const { state, reason } of explain(trainer)) if (state !== 'compiled') throw new Error(`${state}: ${reason}`);
  }
  return { note, step: () => trainer.trainOnBatch(nextBatch()) };
};
