import { _FusedMatMul, Add, BatchMatMul, LeakyRelu, type TensorInfo } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { drawGemm, gemmSums } from '../../../testing/gemmCases.ts';
import { roundings, simdsOf } from '../../../testing/simds.ts';
import { type TestDevice, testDevice } from '../../../testing/testDevice.ts';
import type { Device } from '../adapter/replacement.ts';
import { matMul } from './matMul.ts';

const plain = { transposeA: false, transposeB: false };
const compute = (device: Device, name: string, inputs: Record<string, TensorInfo>, attributes: object = plain) =>
  matMul.find((each) => each.name === name)!.compute(inputs, { ...plain, ...attributes }, device);

const product = (
  device: TestDevice,
  a: [ArrayLike<number>, number[]],
  b: [ArrayLike<number>, number[]],
  attributes: object = {},
) => {
  const y = device.run(
    matMul,
    BatchMatMul,
    { a: device.tensor(...a), b: device.tensor(...b) },
    { ...plain, ...attributes },
  );
  return { shape: y.shape, numbers: [...device.numbers(y)] };
};

describe('a product of tensors', () => {
  it.each(roundings)(
    'has the same bits on every machine and for any number of threads (fused multiply-add: %s)',
    (relaxed) => {
      for (let seed = 1; seed <= 20; seed++) {
        const drawn = drawGemm(seed);
        const { a, b, bias, relu, transposeA, transposeB } = drawn;
        const attributes = { transposeA, transposeB, activation: relu ? 'relu' : 'linear' };
        const bits = simdsOf(relaxed).flatMap((simd) =>
          [1, 2, 3].map((parts) => {
            const device = testDevice({ simd, parts });
            const inputs = { a: device.tensor(a.values, a.shape), b: device.tensor(b.values, b.shape) };
            const biased = bias === undefined ? inputs : { ...inputs, bias: device.tensor(bias.values, bias.shape) };
            const y = device.run(matMul, _FusedMatMul, biased, attributes);
            expect(device.held()).toBe(Object.keys(biased).length + 1);
            return new Int32Array(device.numbers(y).buffer);
          }),
        );
        expect(bits[0]!.length).toBe(gemmSums(drawn).values.length);
        for (const other of bits) expect(other, `seed ${seed}`).toEqual(bits[0]);
      }
    },
  );

  it('of few rows and a long k is cut along k: the same bits for any number of threads, and the right numbers', () => {
    const [m, n, k] = [5, 53, 2056];
    const number = (i: number): number => Math.fround(Math.sin(i * 0.7) * (1 + (i % 3)));
    const [a, b] = [
      Float32Array.from({ length: m * k }, (_, i) => number(i)),
      Float32Array.from({ length: k * n }, (_, i) => number(i + 9)),
    ];
    const bias = Float32Array.from({ length: n }, (_, j) => number(j + 5));
    const wanted = Array.from({ length: m * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = bias[j]!;
      for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[p * n + j]!;
      return Math.max(0, sum);
    });
    const found = simdsOf(false).flatMap((simd) =>
      [1, 2, 3, 5].map((parts) => {
        const device = testDevice({ simd, parts });
        const inputs = { a: device.tensor(a, [m, k]), b: device.tensor(b, [k, n]), bias: device.tensor(bias, [n]) };
        const y = device.run(matMul, _FusedMatMul, inputs, { ...plain, activation: 'relu' });
        expect(device.held()).toBe(4);
        return [...device.numbers(y)];
      }),
    );
    for (const each of found) expect(each).toEqual(found[0]);
    for (const [i, value] of wanted.entries()) expect(found[0]![i]).toBeCloseTo(value, 3);
  });

  it('broadcasts batches crosswise', () => {
    const device = testDevice();
    const { shape, numbers } = product(
      device,
      [
        [1, 2],
        [2, 1, 1, 1],
      ],
      [
        [1, 10, 100],
        [1, 3, 1, 1],
      ],
    );
    expect({ shape, numbers }).toEqual({ shape: [2, 3, 1, 1], numbers: [1, 10, 100, 2, 20, 200] });
  });

  it('of nothing is 0, and has no numbers where an axis is of length 0', () => {
    const device = testDevice();
    expect(product(device, [[], [2, 0]], [[], [0, 3]])).toEqual({ shape: [2, 3], numbers: [0, 0, 0, 0, 0, 0] });
    expect(
      product(
        device,
        [[], [0, 2]],
        [
          [1, 2],
          [2, 1],
        ],
      ),
    ).toEqual({ shape: [0, 1], numbers: [] });
    expect(product(device, [[], [0, 1, 1]], [[3], [1, 1]])).toEqual({ shape: [0, 1, 1], numbers: [] });
  });

  it('lets NaN and infinity through as IEEE says', () => {
    const device = testDevice();
    const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];
    const rows = (a: number[], b: number[]) => product(device, [a, [2, 2]], [b, [2, 2]]).numbers;
    expect(rows([nan, 1, 2, 3], [1, 2, 3, 4])).toEqual([nan, nan, 11, 16]);
    expect(rows([1, 2, 3, 4], [1, nan, 2, 3])).toEqual([5, nan, 11, nan]);
    expect(rows([inf, 0, 1, 2], [0, 1, 1, 1])).toEqual([nan, inf, 2, 3]);
    expect(rows([inf, 1, 1, 1], [1, 1, -inf, 1])).toEqual([nan, inf, -inf, 2]);
    expect(rows([3e38, 3e38, 1, 1], [1, -1, 1, -1])).toEqual([inf, -inf, 2, -2]);
  });

  it('of denormal numbers keeps them', () => {
    expect(
      product(
        testDevice(),
        [
          [1e-40, 2e-40],
          [1, 2],
        ],
        [
          [1, 1],
          [2, 1],
        ],
      ).numbers[0],
    ).toBe(Math.fround(3e-40));
  });

  it('refuses inner lengths that differ, and operands of one axis', () => {
    const device = testDevice();
    expect(() =>
      product(
        device,
        [
          [1, 2],
          [1, 2],
        ],
        [
          [1, 2, 3],
          [3, 1],
        ],
      ),
    ).toThrow('matMul: the inner lengths must be equal, got [1,2] and [3,1], transposed false and false');
    expect(() =>
      product(
        device,
        [[1, 2], [2]],
        [
          [1, 2],
          [2, 1],
        ],
      ),
    ).toThrow('matMul: operands must have at least two axes, got [2]');
    expect(() => product(device, [new Float32Array(6), [2, 3, 1]], [new Float32Array(4), [4, 1, 1]])).toThrow(
      'Operands could not be broadcast together with shapes 2 and 4.',
    );
  });

  it('leaves other types to tfjs', () => {
    const device = testDevice();
    const [whole, real] = [device.tensor([1], [1, 1], 'int32'), device.tensor([1], [1, 1])];
    expect(compute(device, BatchMatMul, { a: whole, b: real })).toBeUndefined();
    expect(compute(device, _FusedMatMul, { a: real, b: whole })).toBeUndefined();
  });
});

describe('a product with a bias and an activation', () => {
  const fuse = (device: TestDevice, bias: TensorInfo, attributes: object = {}) => {
    const [a, b] = [device.tensor([1, 2], [2, 1]), device.tensor([1, -1, Number.NaN], [1, 3])];
    return device.run(matMul, _FusedMatMul, { a, b, bias }, { ...plain, ...attributes });
  };

  it('adds the one to every row, and NaN is no less than 0', () => {
    const device = testDevice();
    const y = fuse(device, device.tensor([10, -10, 0], [3]), { activation: 'relu' });
    expect([...device.numbers(y)]).toEqual([11, 0, Number.NaN, 12, 0, Number.NaN]);
    const z = fuse(device, device.tensor([Number.NaN, -10, 0], [1, 3]), { activation: 'relu6' });
    expect([...device.numbers(z)]).toEqual([Number.NaN, 0, Number.NaN, Number.NaN, 0, Number.NaN]);
  });

  it('goes on in steps where the bias is of another shape or the activation is more than a comparison', () => {
    const inner = testDevice();
    const names: string[] = [];
    const call: Device['call'] = (kernel) => {
      names.push(kernel);
      return inner.output([2, 3], 'float32');
    };
    const device = { ...inner, call };
    const inputs = { a: inner.tensor([1, 2], [2, 1]), b: inner.tensor([1, 2, 3], [1, 3]) };
    compute(device, _FusedMatMul, { ...inputs, bias: inner.tensor([1, 2], [2, 1]) });
    compute(device, _FusedMatMul, inputs, { activation: 'leakyrelu' });
    expect(names).toEqual([Add, LeakyRelu]);
    expect(inner.held()).toBe(5);
  });
});

it('the name of our own only says that products are right here', () => {
  expect(() => compute(testDevice(), 'KindlingMatMul', {})).toThrow(
    'KindlingMatMul: it is a marker that can be queried, not run',
  );
});
