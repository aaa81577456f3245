// internal: functions of two tensors of one dtype, broadcast
import { sizeOf } from '@kindling/core';
import { broadcast_util, Prelu, type TensorInfo } from '@tensorflow/tfjs-core';
import { arithmetic, comparisons, prelu } from '../../kernels/elementwise/binary.ts';
import {
  bool,
  emitElementwise,
  emitRows,
  type Formula,
  float32,
  type Operation,
  type Walk,
} from '../../kernels/elementwise/elementwise.ts';
import { flopsOf } from '../../kernels/elementwise/flops.ts';
import { integerArithmetic, integerComparisons, logic } from '../../kernels/elementwise/integer.ts';
import { type Axis, joinAxes, sameShape } from '../adapter/broadcast.ts';
import { inTurn } from '../adapter/inTurn.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';
import { isForStock } from './slopes.ts';

/** An operation on operands that go along their lines in one way, and the keys of its kernels. */
interface Form {
  readonly operation: Operation;
  readonly walks: readonly [Walk, Walk];
  readonly flat: string;
  readonly rows: string;
}

/** About how many nanoseconds a number takes one thread. */
const perNumber = 0.2;

const flat = (device: Device, { operation, walks, flat: key }: Form, a: TensorInfo, b: TensorInfo, y: TensorInfo) => {
  const { runtime } = device;
  const kernel = runtime.kernel(key, (m) => emitElementwise(m, operation, walks));
  const count = sizeOf(y.shape);
  const args = [device.address(a), device.address(b), device.address(y)];
  runtime.launch(kernel, args, {
    count,
    grain: 64,
    work: perNumber * count,
    flops: flopsOf(operation.formula) * count,
  });
  return y;
};

const one: Axis = { length: 1, a: 0, b: 0 };

/** Lines along the innermost axis, in rows along the next two; those along further axes one after the other. */
const rows = (
  device: Device,
  { operation, walks, rows: key }: Form,
  axes: readonly Axis[],
  addresses: readonly number[],
) => {
  const { runtime } = device;
  const [line, inner = one, outer = one, ...further] = axes as [Axis, ...Axis[]];
  const kernel = runtime.kernel(key, (m) => emitRows(m, operation, walks));
  const count = inner.length * outer.length;
  const flops = flopsOf(operation.formula) * count * line.length;
  const split = { count, work: count * (perNumber * line.length + 5), flops };
  const each = operation.inputs[0]!.bytes;
  const strides = [outer.a, inner.a, outer.b, inner.b].map((stride) => each * stride);
  const launch = (a: number, b: number, y: number): void =>
    runtime.launch(kernel, [a, b, y, line.length, inner.length, ...strides], split);
  let places = [addresses];
  let bytes = count * line.length * operation.output.bytes;
  for (const { length, a, b } of further) {
    places = places.flatMap(([atA, atB, atY]) =>
      Array.from({ length }, (_, i) => [atA! + each * a * i, atB! + each * b * i, atY! + bytes * i]),
    );
    bytes *= length;
  }
  for (const [a, b, y] of places) launch(a!, b!, y!);
};

type Of = 'float32' | 'int32' | 'bool';
const formats = { float32, int32: float32, bool } as const;

/** An operation on operands of one dtype; `names` are what tfjs calls them. */
const binary = (
  name: string,
  of: Of,
  dtype: Of,
  formula: Formula,
  names: readonly [string, string] = ['a', 'b'],
): Replacement => {
  const operation = { inputs: [formats[of], formats[of]], output: formats[dtype], formula };
  const form = (...walks: readonly [Walk, Walk]): Form => {
    const key = `${name}${of === 'float32' ? '' : ` of ${of}`} ${walks.join(' ')}`;
    return { operation, walks, flat: key, rows: `${key} rows` };
  };
  const forms = { both: form('each', 'each'), a: form('each', 'one'), b: form('one', 'each') };
  return {
    name,
    compute: (inputs, _attributes, device) => {
      const [a, b] = [inputs[names[0]]!, inputs[names[1]]!];
      if (a.dtype !== of || b.dtype !== of) return undefined;
      if (sameShape(a.shape, b.shape)) return flat(device, forms.both, a, b, device.output(a.shape, dtype));
      const shape = broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const y = device.output(shape, dtype);
      const size = sizeOf(shape);
      if (size === 0) return y;
      const axes = joinAxes(a.shape, b.shape, shape);
      const line = axes[0] ?? one;
      const used = line.a === 0 ? (line.b === 0 ? forms.both : forms.b) : line.b === 0 ? forms.a : forms.both;
      if (axes.length <= 1) return flat(device, used, a, b, y);
      rows(device, used, axes, [device.address(a), device.address(b), device.address(y)]);
      return y;
    },
  };
};

const all = (formulas: Readonly<Record<string, Formula>>, of: Of, dtype: Of): Replacement[] =>
  Object.entries(formulas).map(([name, formula]) => binary(name, of, dtype, formula));

const slopes = binary(Prelu, 'float32', 'float32', prelu, ['x', 'alpha']);

export const binaries: readonly Replacement[] = inTurn([
  ...all(arithmetic, 'float32', 'float32'),
  ...all(comparisons, 'float32', 'bool'),
  ...all(integerArithmetic, 'int32', 'int32'),
  ...all(integerComparisons, 'int32', 'bool'),
  ...all(logic, 'bool', 'bool'),
  {
    name: Prelu,
    compute: ({ x, alpha }, attributes, device) =>
      isForStock(device, x!, alpha!) ? undefined : slopes.compute({ x: x!, alpha: alpha! }, attributes, device),
  },
]);
