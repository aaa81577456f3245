import { describe, expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { bool, emitElementwise, type Format, type Formula, float32 } from './elementwise.ts';
import { integerArithmetic, integerClip, integerComparisons, integerStep, integerUnary, logic } from './integer.ts';

const edges = [0, 1, -1, 2, -2, 3, -7, 46341, -65537, 2 ** 24 + 1, 2 ** 31 - 1, -(2 ** 31)];
const pairs = edges.flatMap((a) => edges.map((b) => [a, b] as const));

/** What a formula gives for int32, one number after the other. */
const run = (
  formula: Formula,
  operands: readonly (readonly number[])[],
  { output = float32, numbers = [] }: { output?: Format; numbers?: readonly number[] } = {},
): number[] => {
  const runtime = testRuntime({});
  const count = operands[0]!.length;
  const put = (values: readonly number[]): number => {
    const address = runtime.room(count);
    new Int32Array(runtime.memory.buffer, address, count).set(values);
    return address;
  };
  const operation = { inputs: operands.map(() => float32), output, parameters: numbers.length, formula };
  const kernel = runtime.kernel('test', (m) =>
    emitElementwise(
      m,
      operation,
      operands.map(() => 'each'),
    ),
  );
  const [x, y] = [operands.map(put), runtime.room(count)];
  runtime.launch(kernel, [...x, y, ...numbers], { count, work: 0 });
  const { buffer } = runtime.memory;
  return [...(output === bool ? new Uint8Array(buffer, y, count) : new Int32Array(buffer, y, count))];
};
const ofPairs = (formula: Formula, output: Format = float32): number[] =>
  run(formula, [pairs.map(([a]) => a), pairs.map(([, b]) => b)], { output });

describe('of int32', () => {
  const floored = (a: number, b: number): number => (b === 0 ? 0 : Math.floor(a / b) | 0);
  const arithmetic: Record<keyof typeof integerArithmetic, (a: number, b: number) => number> = {
    Add: (a, b) => (a + b) | 0,
    Sub: (a, b) => (a - b) | 0,
    Multiply: Math.imul,
    Maximum: Math.max,
    Minimum: Math.min,
    SquaredDifference: (a, b) => Math.imul(a - b, a - b),
    FloorDiv: floored,
    Mod: (a, b) => (b === 0 ? 0 : (a - Math.imul(floored(a, b), b)) | 0),
  };
  it.each(Object.entries(arithmetic))('%s goes round where it overflows, and is 0 by 0', (name, right) => {
    const formula = integerArithmetic[name as keyof typeof integerArithmetic];
    expect(ofPairs(formula)).toEqual(pairs.map(([a, b]) => right(a, b)));
  });

  const comparisons: Record<keyof typeof integerComparisons, (a: number, b: number) => boolean> = {
    Equal: (a, b) => a === b,
    NotEqual: (a, b) => a !== b,
    Greater: (a, b) => a > b,
    GreaterEqual: (a, b) => a >= b,
    Less: (a, b) => a < b,
    LessEqual: (a, b) => a <= b,
  };
  it.each(Object.entries(comparisons))('%s tells numbers apart that float32 does not', (name, right) => {
    const formula = integerComparisons[name as keyof typeof integerComparisons];
    expect(ofPairs(formula, bool)).toEqual(pairs.map(([a, b]) => Number(right(a, b))));
  });

  const unary: Record<keyof typeof integerUnary, (x: number) => number> = {
    Abs: (x) => Math.abs(x) | 0,
    Neg: (x) => -x | 0,
    Square: (x) => Math.imul(x, x),
    Relu: (x) => Math.max(x, 0),
    Relu6: (x) => Math.min(Math.max(x, 0), 6),
    Sign: (x) => Math.sign(x),
  };
  it.each(Object.entries(unary))('%s of each', (name, right) => {
    expect(run(integerUnary[name as keyof typeof integerUnary], [edges])).toEqual(edges.map((x) => right(x) + 0));
  });

  it('a step takes its other number where x is not above 0; a clip takes the ends that it is given', () => {
    expect(run(integerStep, [edges], { numbers: [-5] })).toEqual(edges.map((x) => (x > 0 ? 1 : -5)));
    const clipped = edges.map((x) => (x < -2 ? 11 : x > 3 ? 22 : x));
    expect(run(integerClip, [edges], { numbers: [-2, 11, 3, 22] })).toEqual(clipped);
  });
});

describe('of truth values', () => {
  const right: Record<keyof typeof logic, (a: boolean, b: boolean) => boolean> = {
    LogicalAnd: (a, b) => a && b,
    LogicalOr: (a, b) => a || b,
    LogicalXor: (a, b) => a !== b,
    Equal: (a, b) => a === b,
    NotEqual: (a, b) => a !== b,
    Greater: (a, b) => a && !b,
    GreaterEqual: (a, b) => a || !b,
    Less: (a, b) => !a && b,
    LessEqual: (a, b) => !a || b,
  };
  it.each(Object.entries(right))('%s of all four pairs', (name, of) => {
    const formula = logic[name as keyof typeof logic];
    const [a, b] = [
      [0, 0, -1, -1],
      [0, -1, 0, -1],
    ];
    const lanes = run(formula, [a, b], { output: bool });
    expect(lanes).toEqual(a.map((x, i) => Number(of(x !== 0, b[i] !== 0))));
  });
});
