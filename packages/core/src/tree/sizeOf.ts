/** The product of the lengths that are known, those that are not `null`. */
export const sizeOf = (shape: readonly (number | null)[]): number =>
  shape.reduce<number>((product, length) => product * (length ?? 1), 1);
