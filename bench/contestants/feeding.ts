import { batch, fromArrays, hostArray, map, normalize, oneHot, pipe, shuffle } from '@kindling/data';
import { dispose } from '@tensorflow/tfjs-core';
import type { Contestant, Task } from './contestant.ts';
import { useKernels } from './kernels.ts';

const pictures = 10_000;

/** Batches of pictures of CIFAR-10's size: shuffled, batched, scaled to 0..1, labels one-hot. A step is a batch. */
export const feeding = async (task: Task): Promise<Contestant> => {
  const note = await useKernels(task);
  const x = hostArray(
    Uint8Array.from({ length: pictures * 3072 }, (_, i) => (i * 7919) % 256),
    [pictures, 32, 32, 3],
  );
  const y = hostArray(
    Uint8Array.from({ length: pictures }, (_, i) => i % 10),
    [pictures],
  );
  const dataset = pipe(
    fromArrays({ x, y }),
    shuffle({ seed: 1 }),
    batch(task.batch),
    map((element) => ({ x: normalize(element.x), y: oneHot(element.y, 10) })),
  );
  let elements = dataset[Symbol.asyncIterator]();
  const step = async (): Promise<void> => {
    const { done, value } = await elements.next();
    if (done === true) {
      elements = dataset[Symbol.asyncIterator]();
      return step();
    }
    dispose([value.x, value.y]);
  };
  return { note, step };
};
