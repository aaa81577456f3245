import { _FusedMatMul, BatchMatMul, Conv2D, Conv2DBackpropFilter, Conv2DBackpropInput } from '@tensorflow/tfjs-core';
import torch from '@tests/goldens/torch_errors' with { type: 'json' };
import { expect, test } from 'vitest';
import { convolutionSums, drawConvolution } from '../../testing/convolutionCases.ts';
import { type Errors, errorsOf } from '../../testing/errors.ts';
import { drawGemm, gemmSums } from '../../testing/gemmCases.ts';
import { testDevice } from '../../testing/testDevice.ts';
import { hasRelaxedMadd, narrow } from '../simd.ts';
import { conv2d } from './convolution/conv2d.ts';
import { matMul } from './matrix/matMul.ts';

const cases = 500;
const simd = { ...narrow, relaxed: hasRelaxedMadd() };

/**
 * PyTorch sums in another order: the greatest of half a million errors may be another by chance. Where the engine can't
 * multiply and add at once, it rounds each product too, as PyTorch does nowhere.
 */
const expectWithin = (ours: Errors, theirs: Errors): void => {
  expect(ours.count).toBe(theirs.count);
  expect(ours.bounds / theirs.bounds).toBeCloseTo(1, 10);
  expect(ours.mean).toBeLessThanOrEqual(theirs.mean * (simd.relaxed ? 1 : 1.15));
  expect(ours.max).toBeLessThanOrEqual(theirs.max * 1.1);
};

test(`products of ${cases} random shapes (seeds 1 to ${cases}) are as near to float64 as PyTorch's`, () => {
  const errors = errorsOf();
  for (let seed = 1; seed <= cases; seed++) {
    const drawn = drawGemm(seed);
    const { a, b, bias, relu, transposeA, transposeB, shape } = drawn;
    const device = testDevice({ simd });
    const inputs = {
      ...{ a: device.tensor(a.values, a.shape), b: device.tensor(b.values, b.shape) },
      ...(bias === undefined ? {} : { bias: device.tensor(bias.values, bias.shape) }),
    };
    const name = bias !== undefined || relu ? _FusedMatMul : BatchMatMul;
    const y = device.run(matMul, name, inputs, { transposeA, transposeB, activation: relu ? 'relu' : 'linear' });
    const about = `seed ${seed}: [${a.shape}] by [${b.shape}], transposed ${transposeA} and ${transposeB}`;
    expect(y.shape, about).toEqual(shape);
    errors.add(device.numbers(y), gemmSums(drawn), about);
  }
  expectWithin(errors.summary(), torch.gemm);
});

test(`so are convolutions of ${cases} (seeds ${cases + 1} to ${2 * cases}) and their gradients`, () => {
  const errors = { forward: errorsOf(), byInput: errorsOf(), byFilter: errorsOf() };
  for (let seed = cases + 1; seed <= 2 * cases; seed++) {
    const drawn = drawConvolution(seed);
    const { info, attributes, filterShape } = drawn;
    const device = testDevice({ simd });
    const x = device.tensor(drawn.x, info.inShape);
    const filter = device.tensor(drawn.w, filterShape);
    const dy = device.tensor(drawn.dy, info.outShape);
    const sums = convolutionSums(drawn);
    const results = {
      forward: device.run(conv2d, Conv2D, { x, filter }, attributes),
      byInput: device.run(conv2d, Conv2DBackpropInput, { dy, filter }, { ...attributes, inputShape: info.inShape }),
      byFilter: device.run(conv2d, Conv2DBackpropFilter, { x, dy }, { ...attributes, filterShape }),
    };
    for (const family of ['forward', 'byInput', 'byFilter'] as const) {
      const about = `seed ${seed}, ${family}: [${info.inShape}] by [${filterShape}], ${JSON.stringify(attributes)}`;
      errors[family].add(device.numbers(results[family]), sums[family], about);
    }
    expect(device.held(), `seed ${seed}`).toBe(6);
  }
  for (const family of ['forward', 'byInput', 'byFilter'] as const)
    expectWithin(errors[family].summary(), torch[family]);
});
