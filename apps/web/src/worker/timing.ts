import type { Spec } from '@kindling/app-common';
import { trainingOf } from '@kindling/app-common/training';
import { hostArray, type Split } from '@kindling/data';
import { trainerOf } from './recipe.ts';

const warmUp = 5;
const steps = 20;

/** Black pictures: what is in them takes no time. */
const splitOf = (count: number): Split => {
  const x = hostArray(new Uint8Array(count * 32 * 32 * 3), [count, 32, 32, 3] as const);
  const y = hostArray(new Uint8Array(count), [count] as const);
  return { x, y, slice: () => splitOf(count) };
};

/** Milliseconds a step of this model takes on the backend in use, by 20 steps after those that warm it up. */
export const timeSteps = async (spec: Spec, signal?: AbortSignal, now = () => performance.now()): Promise<number> => {
  const trainer = trainerOf(spec);
  const train = (count: number) =>
    trainer.fit(trainingOf({ ...spec, pictures: count * spec.batch }, splitOf(count * spec.batch)), { signal });
  try {
    await train(warmUp);
    const begun = now();
    await train(steps);
    return (now() - begun) / steps;
  } finally {
    trainer.dispose();
  }
};
