import { batch, fromArrays, hostArray, map, normalize, oneHot, pipe, shuffle } from '@kindling/data';
import { dispose } from '@tensorflow/tfjs-core';
import type { Contestant } from '../rounds.ts';

const pictures = 10_000;

/** Batches of 32 pictures of CIFAR-10's size: shuffled, batched, scaled to 0..1, labels one-hot. */
export const feeding = (): Contestant => {
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
    batch(32),
    map((element) => ({ x: normalize(element.x), y: oneHot(element.y, 10) })),
  );
  return {
    name: 'feeding',
    run: async (steps) => {
      let taken = 0;
      while (taken < steps) {
        for await (const element of dataset) {
          dispose([element.x, element.y]);
          taken += 1;
          if (taken === steps) break;
        }
      }
    },
  };
};
