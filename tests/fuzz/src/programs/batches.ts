import { sizeOf } from '@kindling/core';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type Draw, drawFrom } from '../draw.ts';
import { forOutputs, type Judged, type Program } from './program.ts';

/** Rows to train on: the caller's own. */
export interface Rows {
  readonly x: Tensor | Readonly<Record<string, Tensor>>;
  readonly y: Tensor | Readonly<Record<string, Tensor>>;
  readonly sampleWeight?: Tensor;
}

type NumberType = 'float32' | 'int32' | 'bool';

const arrayOf = (dtype: NumberType, length: number): Float32Array | Int32Array | Uint8Array => {
  if (dtype === 'float32') return new Float32Array(length);
  return dtype === 'int32' ? new Int32Array(length) : new Uint8Array(length);
};

const tensorOf = (shape: readonly number[], dtype: NumberType, valueAt: (at: number) => number): Tensor => {
  const values = arrayOf(dtype, sizeOf(shape));
  for (let at = 0; at < values.length; at++) values[at] = valueAt(at);
  return tensor(values, [...shape], dtype);
};

/** Between -2 and 2; of other dtypes integers from 0. */
const drawnOf = (draw: Draw, shape: readonly number[], dtype: NumberType): Tensor => {
  if (dtype === 'float32') return tensorOf(shape, dtype, () => (draw.int(4001) - 2000) / 1000);
  return tensorOf(shape, dtype, () => draw.int(dtype === 'bool' ? 2 : 6));
};

const targetsOf = (draw: Draw, { targets, targetType }: Judged, shape: readonly number[]): Tensor => {
  const classes = shape.at(-1)!;
  switch (targets) {
    case 'numbers':
      return drawnOf(draw, shape, targetType);
    case 'shares':
      return tensorOf(shape, targetType, () => draw.int(101) / 100);
    case 'bits':
      return tensorOf(shape, targetType, () => draw.int(2));
    case 'oneHot': {
      let hit = 0;
      return tensorOf(shape, targetType, (at) => {
        if (at % classes === 0) hit = draw.int(classes);
        return Number(at % classes === hit);
      });
    }
    default:
      return tensorOf([...shape.slice(0, -1), ...(targets === 'labels' ? [] : [1])], targetType, () =>
        draw.int(classes),
      );
  }
};

/** So many rows for outputs of these shapes; those of the same `nth` are the same each time. */
export const rowsFor = (program: Program, shapes: readonly (readonly number[])[], rows: number, nth: number): Rows => {
  const draw = drawFrom(program.seed * 31 + nth + 1);
  const inputs = program.inputs.map(({ args: [options] }) => {
    const { shape, dtype = 'float32' } = options as { shape: readonly number[]; dtype?: NumberType };
    return drawnOf(draw, [rows, ...shape], dtype);
  });
  const x = inputs.length === 1 ? inputs[0]! : Object.fromEntries(inputs.map((each, at) => [`x${at}`, each]));
  const y = forOutputs(program.outputs.map((output, at) => targetsOf(draw, output, [rows, ...shapes[at]!])));
  return program.isWeighted ? { x, y, sampleWeight: tensorOf([rows], 'float32', () => draw.int(5) / 2) } : { x, y };
};
