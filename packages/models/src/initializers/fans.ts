// internal: how many connections a kernel's shape stands for

/**
 * The connections into and out of one unit, and their mean. A vector counts its length both ways; all but the last two
 * lengths of a longer shape are the receptive field of a convolution.
 */
export const fans = (shape: readonly number[]): { in: number; out: number; average: number } => {
  const field = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  const into = field * (shape.at(-2) ?? shape.at(-1) ?? 1);
  const out = field * (shape.at(-1) ?? 1);
  return { in: into, out, average: (into + out) / 2 };
};
