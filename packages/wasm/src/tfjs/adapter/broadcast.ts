// internal: how the axes of two operands go along with those of their result

/**
 * Neighbouring axes in one, and how far each operand goes from one of its indices to the next: 0 where it is repeated.
 */
export interface Axis {
  readonly length: number;
  readonly a: number;
  readonly b: number;
}

/** The axes of a broadcast result, joined where both operands go on alike, innermost first. */
export const joinAxes = (a: readonly number[], b: readonly number[], result: readonly number[]): Axis[] => {
  const axes: { length: number; a: number; b: number }[] = [];
  let [aStride, bStride] = [1, 1];
  let [aGoes, bGoes] = [false, false];
  for (let back = 1; back <= result.length; back++) {
    const length = result[result.length - back]!;
    if (length === 1) continue;
    const [aLength, bLength] = [a[a.length - back] ?? 1, b[b.length - back] ?? 1];
    const last = axes.at(-1);
    if (last !== undefined && aGoes === aLength > 1 && bGoes === bLength > 1) last.length *= length;
    else {
      [aGoes, bGoes] = [aLength > 1, bLength > 1];
      axes.push({ length, a: aGoes ? aStride : 0, b: bGoes ? bStride : 0 });
    }
    aStride *= aLength;
    bStride *= bLength;
  }
  return axes;
};

export const sameShape = (a: readonly number[], b: readonly number[]): boolean => {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
};
