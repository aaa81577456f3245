import {
  add,
  argMax,
  cast,
  ceil,
  equal,
  floor,
  greater,
  greaterEqual,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  mul,
  notEqual,
  oneHot,
  onesLike,
  round,
  sign,
  step,
  sum,
  type Tensor,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { expectGradient, input } from '@tests/kit';
import { test } from 'vitest';
import { furtherGradients } from './further.ts';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients([...neededGradients, ...furtherGradients]);

const float = (x: Tensor): Tensor => cast(x, 'float32');
const steps: [string, (x: Tensor) => Tensor][] = [
  ['sign', sign],
  ['step', (x) => step(x)],
  ['floor', floor],
  ['ceil', ceil],
  ['round', round],
  ['zerosLike', zerosLike],
  ['onesLike', onesLike],
  ['argMax', (x) => float(argMax(x, 0))],
  ['oneHot', (x) => float(oneHot(cast(x, 'int32'), 3))],
  ['equal', (x) => float(equal(x, 5))],
  ['notEqual', (x) => float(notEqual(x, 5))],
  ['greater', (x) => float(greater(x, 0))],
  ['greaterEqual', (x) => float(greaterEqual(x, 0))],
  ['less', (x) => float(less(0, x))],
  ['lessEqual', (x) => float(lessEqual(x, 0))],
  ['logicalAnd and logicalOr', (x) => float(logicalOr(logicalAnd(greater(x, 0), less(x, 1)), less(x, -1)))],
  ['logicalNot', (x) => float(logicalNot(greater(x, 0)))],
];

test.each(steps)('%s is flat: it adds nothing to the gradient of what it is added to', (_, f) =>
  expectGradient((x) => add(sum(f(x)), sum(mul(x, 3))), { shape: [3], values: [-1.3, 0.3, 1.7] }),
);

test('alone it has the gradient 0, not none', () => {
  expectGradient((x) => sign(x), input(4));
});
