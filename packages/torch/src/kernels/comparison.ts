// internal: kernels that compare, choose, and compute with truth
import {
  backend_util,
  Equal,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalOr,
  LogicalXor,
  NotEqual,
  Select,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';

type Binary = {
  [K in keyof Torch]: Torch[K] extends (a: Handle, b: Handle) => Handle ? K : never;
}[keyof Torch];

const names: readonly (readonly [string, Binary])[] = [
  [Equal, 'equal'],
  [NotEqual, 'notEqual'],
  [Less, 'less'],
  [LessEqual, 'lessEqual'],
  [Greater, 'greater'],
  [GreaterEqual, 'greaterEqual'],
  [LogicalAnd, 'logicalAnd'],
  [LogicalOr, 'logicalOr'],
  [LogicalXor, 'logicalXor'],
];

/** Of a condition that has the first axis alone: it holds for all that is along the others. */
const selectShape = (condition: readonly number[], chosen: readonly number[]): readonly number[] =>
  condition.length === 1 && chosen.length > 1 ? [condition[0]!, ...chosen.slice(1).map(() => 1)] : condition;

export const comparisons: readonly TorchKernel[] = [
  ...names.map(([name, operator]) =>
    kernel<'a' | 'b'>(name, ({ a, b }, _, torch) =>
      torch.output(
        torch[operator](torch.input(a), torch.input(b)),
        backend_util.assertAndGetBroadcastShape(a.shape, b.shape),
        'bool',
      ),
    ),
  ),
  kernel<'condition' | 't' | 'e'>(Select, ({ condition, t, e }, _, torch) => {
    const isChosen = torch.to(torch.input(condition, selectShape(condition.shape, t.shape)), 'bool');
    return torch.output(torch.where(isChosen, torch.input(t), torch.input(e)), t.shape, t.dtype as NumericType);
  }),
];
