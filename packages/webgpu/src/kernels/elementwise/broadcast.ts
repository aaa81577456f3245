// internal: pairs that are broadcast to five axes and more, on webgpu
import {
  Add,
  Atan2,
  backend_util,
  Equal,
  FloorDiv,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalOr,
  Maximum,
  Minimum,
  Mod,
  Multiply,
  NotEqual,
  Pow,
  Prelu,
  RealDiv,
  SquaredDifference,
  Sub,
} from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';

/**
 * The two shapes with as few axes as say the same: neighbours along which both go, or the same one is repeated, are one
 * axis, and axes of length 1 are none.
 */
export const merged = (a: readonly number[], b: readonly number[]): readonly [number[], number[]] => {
  const rank = Math.max(a.length, b.length);
  const lengthOf = (shape: readonly number[], axis: number): number => shape[axis - (rank - shape.length)] ?? 1;
  const [left, right]: [number[], number[]] = [[], []];
  let before = '';
  for (let axis = 0; axis < rank; axis++) {
    const [m, n] = [lengthOf(a, axis), lengthOf(b, axis)];
    if (m === 1 && n === 1) continue;
    const pattern = `${m === 1} ${n === 1}`;
    if (pattern === before) {
      left.push(left.pop()! * m);
      right.push(right.pop()! * n);
    } else {
      left.push(m);
      right.push(n);
    }
    before = pattern;
  }
  return left.length === 0 ? [[1], [1]] : [left, right];
};

/** tfjs's shader for a vector beside five axes and more does not compile, and those for seven are not there. */
const pair = (name: string, first = 'a', second = 'b'): Replacement => ({
  name,
  compute(inputs, attributes, device) {
    const [a, b] = [inputs[first]!, inputs[second]!];
    if (Math.max(a.shape.length, b.shape.length) < 5) return undefined;
    const [left, right] = merged(a.shape, b.shape);
    const y = device.stock({ [first]: { ...a, shape: left }, [second]: { ...b, shape: right } }, attributes);
    return { ...y, shape: backend_util.assertAndGetBroadcastShape(a.shape, b.shape) };
  },
});

export const broadcast: readonly Replacement[] = [
  Add,
  Atan2,
  Equal,
  FloorDiv,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalOr,
  Maximum,
  Minimum,
  Mod,
  Multiply,
  NotEqual,
  Pow,
  RealDiv,
  SquaredDifference,
  Sub,
]
  .map((name) => pair(name))
  .concat(pair(Prelu, 'x', 'alpha'));
