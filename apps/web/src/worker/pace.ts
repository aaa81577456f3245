import type { Progress } from './protocol.ts';

type Counted = Omit<Progress, 'bytesPerSecond'>;

const everyMs = 250;

/** Tells at most four times a second how far it has come, and how fast since it began. */
export const paced = (tell: (progress: Progress) => void, now: () => number): ((counted: Counted) => void) => {
  const began = now();
  let told = began;
  return (counted) => {
    const at = now();
    if (at - told < everyMs) return;
    told = at;
    tell({ ...counted, bytesPerSecond: (counted.loaded / (at - began)) * 1000 });
  };
};
