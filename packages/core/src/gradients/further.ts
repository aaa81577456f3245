import {
  AddN,
  add,
  Cos,
  concat,
  cos,
  div,
  Elu,
  Erf,
  Expm1,
  exp,
  type GradConfig,
  greater,
  Log1p,
  lessEqual,
  log,
  Min,
  Minimum,
  mul,
  neg,
  notEqual,
  onesLike,
  Pack,
  Pow,
  pad,
  pow,
  Reciprocal,
  Relu6,
  Reverse,
  reverse,
  Select,
  Sin,
  Slice,
  SplitV,
  sin,
  slice_util,
  square,
  stack,
  step,
  sub,
  type Tensor,
  Unpack,
  unstack,
  util,
  where,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { flats } from './flats.ts';
import { listed, ofInput, ofPair, only, unbroadcast } from './gradient.ts';
import { ofExtreme } from './reductions.ts';

/** The gradients of ours that no noun needs, but your own layers and losses may: `selectBackend` registers them. */
export const furtherGradients: readonly GradConfig[] = [
  ...flats,
  ofExtreme(Min),
  // `where`, not a product: what was not chosen may be infinite.
  {
    kernelName: Select,
    inputsToSave: ['condition'],
    gradFunc: (dy, [condition]) => ({
      condition: () => zeros(condition!.shape),
      t: () => where(condition!, dy as Tensor, zerosLike(dy as Tensor)),
      e: () => where(condition!, zerosLike(dy as Tensor), dy as Tensor),
    }),
  },
  ofPair(
    Minimum,
    (dy, a, b) => only(dy, lessEqual(a, b)),
    (dy, a, b) => only(dy, greater(a, b)),
  ),
  // b a^(b-1), which is 0 for b = 0 also at a = 0; and a^b ln a, taken as 0 where a has no logarithm.
  ofPair(
    Pow,
    (dy, a, b) => mul(dy, mul(b, pow(a, where(notEqual(b, 0), sub(b, 1), zerosLike(b))))),
    (dy, a, b) => mul(dy, mul(pow(a, b), log(where(greater(a, 0), a, onesLike(a))))),
  ),
  {
    kernelName: AddN,
    saveAllInputs: true,
    gradFunc: (dy, inputs) =>
      Object.fromEntries(inputs.map(({ shape }, i) => [i, () => unbroadcast(dy as Tensor, shape)])),
  },
  ofInput(Log1p, (dy, x) => div(dy, add(x, 1))),
  ofInput(Sin, (dy, x) => mul(dy, cos(x))),
  ofInput(Cos, (dy, x) => neg(mul(dy, sin(x)))),
  ofInput(Erf, (dy, x) => mul(dy, mul(2 / Math.sqrt(Math.PI), exp(neg(square(x)))))),
  ofInput(Relu6, (dy, x) => mul(dy, mul(step(x), step(sub(6, x))))),
  ofInput(Reciprocal, (dy, x) => neg(div(dy, square(x)))),
  ofInput(Expm1, (dy, x) => mul(dy, exp(x))),
  ofInput(Elu, (dy, x) => where(greater(x, 0), dy, mul(dy, exp(x)))),
  ofInput<{ dims: number | number[] }>(Reverse, (dy, x, { dims }) => reverse(dy, util.parseAxisParam(dims, x.shape))),
  ofInput<{ begin: number | number[]; size: number | number[] }>(Slice, (dy, x, { begin, size }) => {
    const [first, lengths] = slice_util.parseSliceParams(x, begin, size);
    return pad(
      dy,
      x.shape.map((length, axis): [number, number] => [first![axis]!, length - first![axis]! - lengths![axis]!]),
    );
  }),
  {
    kernelName: Pack,
    saveAllInputs: true,
    gradFunc: (dy, _inputs, attributes) => listed(unstack(dy as Tensor, (attributes as { axis: number }).axis)),
  },
  {
    kernelName: Unpack,
    gradFunc: (dy, _saved, attributes) => ({
      value: () => stack(dy as Tensor[], (attributes as { axis: number }).axis),
    }),
  },
  {
    kernelName: SplitV,
    gradFunc: (dy, _saved, attributes) => ({ x: () => concat(dy as Tensor[], (attributes as { axis: number }).axis) }),
  },
];
