import { adam } from '@kindling/core';
import {
  add,
  complex,
  concat,
  dispose,
  div,
  fill,
  gather,
  grad,
  matMul,
  memory,
  mul,
  ones,
  range,
  real,
  reshape,
  type Scalar,
  scalar,
  slice,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { bindMalloc } from '../../testing/malloc.ts';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';

const malloc = bindMalloc();

onTorch('the store', () => {
  test('what tfjs says of its memory is what the store has, to the byte', () => {
    const before = { ...memory(), inTorch: torchInUse().store.bytes() };
    expect(before.unreliable).toBe(false);
    const kept = tidy(() => [
      ones([10, 10]),
      reshape(ones([4]), [2, 2]),
      tensor([true, false]),
      complex(ones([2]), zeros([2])),
    ]);
    expect(memory().numTensors - before.numTensors).toBe(4);
    expect(torchInUse().store.bytes() - before.inTorch).toBe(400 + 16 + 2 + 16);
    for (const each of kept) each.dispose();
    expect({ ...memory(), inTorch: torchInUse().store.bytes() }).toEqual(before);
    expect(torchInUse().held()).toBe(0);
  });

  test('a slice has memory of its own, so that the whole can be freed', () => {
    const torch = torchInUse();
    const whole = range(0, 1000);
    const piece = slice(whole, [500], [2]);
    whole.dispose();
    expect([...piece.dataSync()]).toEqual([500, 501]);
    expect(torch.storageBytes(torch.input(piece))).toBe(8);
    piece.dispose();
  });

  test('an array may be written over as soon as it is uploaded', () => {
    const values = Float32Array.of(1, 2);
    const x = tensor1d(values);
    values.fill(9);
    expect([...x.dataSync()]).toEqual([1, 2]);
    x.dispose();
  });

  test('nothing that shares memory is sole, and what is written over is no longer known', () => {
    const torch = torchInUse();
    const x = fill([3], 2);
    expect(torch.hostValue(x)).toBe(2);
    const other = reshape(x, [3, 1]);
    expect(torch.isSole(x)).toBe(false);
    other.dispose();
    const same = tidy(() => transpose(reshape(x, [1, 3])));
    expect([torch.isSole(x), torch.hostValue(x)]).toEqual([false, 2]);
    same.dispose();
    tidy(() => {
      const kept = torch.scope(() => [torch.constant(7), torch.constant(7)].map(torch.dataOf));
      const scalars = [fill([], 7), tensor(7) as Scalar];
      expect(scalars.map((scalar) => torch.dataOf(torch.input(scalar)))).toEqual([kept[1], kept[1]]);
      expect(scalars.map(torch.isSole)).toEqual([false, false]);
    });
    x.dispose();
    const sole = fill([3], 2);
    expect([torch.isSole(sole), torch.hostValue(sole)]).toEqual([true, undefined]);
    sole.dispose();
  });

  test('what is known of a tensor is what it holds', () => {
    const torch = torchInUse();
    tidy(() => {
      const filled = [fill([2], 0.1), fill([2], 2.7, 'int32'), fill([2], 3, 'bool')];
      expect(filled.map(torch.hostValue)).toEqual([Math.fround(0.1), 2, 1]);
      expect(filled.map((x) => [...x.dataSync()])).toEqual([
        [Math.fround(0.1), Math.fround(0.1)],
        [2, 2],
        [1, 1],
      ]);
      const [a, b] = [fill([2], 0.1), tensor([0.2, 0.2])];
      const known = [add(a, b), sub(a, b), mul(a, b), div(a, b)];
      expect(known.map(torch.hostValue)).not.toContain(undefined);
      const [x, y] = [tensor([0.1, 7]), tensor([0.2, 7])];
      const computed = [add(x, y), sub(x, y), mul(x, y), div(x, y)];
      expect(known.map((each) => each.dataSync()[0])).toEqual(computed.map((each) => each.dataSync()[0]));
    });
  });

  test('values come back in their types, at once and later', async () => {
    const cases = [
      tensor([1.5, -0]),
      tensor([1, -2], [2], 'int32'),
      tensor([true, false]),
      tensor(['a', 'b']),
      zeros([0, 3]),
    ];
    for (const x of cases) {
      expect(await x.data()).toEqual(x.dataSync());
      expect([...x.dataSync()].length).toBe(x.size);
    }
    expect(Object.is(cases[0]!.dataSync()[1], -0)).toBe(true);
    expect([...(await real(complex(tensor([1, 2]), tensor([3, 4]))).data())]).toEqual([1, 2]);
  });

  test.skipIf(malloc === undefined)(
    `no handle is left of a tensor, whatever kernels had it (${malloc ? 'glibc' : 'skipped: no glibc'})`,
    () => {
      const large = 9 << 20; // elements: a mapping of its own
      const before = malloc!().mapped;
      const x = fill([large], 0.5);
      torchInUse().input(x); // has no memory before
      const one = malloc!().mapped - before;
      expect(one).toBeGreaterThanOrEqual(4 * large);
      const views: readonly ((x: Tensor) => Tensor)[] = [
        (x) => transpose(reshape(x, [2, large / 2])),
        (x) => concat([x, x]),
        (x) => sum(reshape(x, [2, large / 2]), 1),
        (x) => slice(x, [3], [4]),
        (x) => gather(reshape(x, [4, large / 4]), tensor1d([1, 3], 'int32')),
        (x) => matMul(reshape(x, [1, large]), reshape(x, [large, 1])),
        (x) => add(x.clone(), 1),
      ];
      for (const view of views) tidy(() => void view(x));
      const slope = grad((x: Tensor) => sum(square(x)))(x);
      const scalars = { beta1: scalar(0), beta2: scalar(0), alpha: scalar(0.1), epsilon: scalar(1) };
      const next = adam({ scalars, params: [x], gradients: [slope], m: [slope], v: [slope] }, { inPlace: true });
      dispose([Object.values(scalars), slope, [...next.params, ...next.m, ...next.v]]);
      expect(malloc!().mapped - before).toBe(one);
      x.dispose();
      expect(malloc!().mapped).toBe(before);
    },
  );

  test('what a kernel had put out before it failed is freed', () => {
    const { store, outputFilled, alias, isSole } = torchInUse();
    const x = fill([3], 2);
    const before = [store.bytes(), store.count()];
    const failing = () =>
      store.attempt(() => {
        outputFilled(1, [100], 'float32');
        alias(x);
        throw new Error('no memory');
      });
    expect(failing).toThrow('no memory');
    expect([store.bytes(), store.count()]).toEqual(before);
    expect(isSole(x)).toBe(true);
    x.dispose();
  });

  test('integers wrap when they are added, as in tfjs', () => {
    const sum = add(tensor([2147483647, 5], [2], 'int32'), tensor([1, -7], [2], 'int32'));
    expect([...sum.dataSync()]).toEqual([-2147483648, -2]);
  });
});
