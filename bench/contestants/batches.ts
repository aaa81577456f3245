/**
 * The batches that every contestant trains on; bench/peers/batches.py has the same for Python, and says why they are
 * so.
 */
export interface HostBatches {
  /** Of each batch: `size` pictures of 3,072 numbers from -1 to 1, one after the other. */
  readonly pictures: readonly Float32Array[];
  /**
   * Of each step: `size` labels from 0 to 9. Step s takes pictures[s % pictures.length] and labels[s % labels.length].
   */
  readonly labels: readonly Int32Array[];
}

const pixels = 32 * 32 * 3;
const steps = 16;

/** Numbers from 0 to 1: a linear congruential generator (Numerical Recipes' constants). */
const generator = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Noise that nobody can learn by heart: a label is the picture's own in every second step, and any in the rest. */
export const hostBatches = (size: number): HostBatches => {
  const random = generator(1);
  const list = <T>(length: number, item: () => T): T[] => Array.from({ length }, item);
  const pictures = list(Math.max(1, Math.floor(128 / size)), () =>
    Float32Array.from({ length: size * pixels }, () => random() * 2 - 1),
  );
  const labels = list(steps, () =>
    Int32Array.from({ length: size }, (_, i) => (random() < 0.5 ? i % 10 : Math.floor(random() * 10))),
  );
  return { pictures, labels };
};

export const oneHot = (labels: Int32Array): Float32Array => {
  const rows = new Float32Array(labels.length * 10);
  labels.forEach((label, i) => {
    rows[i * 10 + label] = 1;
  });
  return rows;
};
