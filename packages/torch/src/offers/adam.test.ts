import { Adam, adam } from '@kindling/core';
import { dispose, memory, mul, reshape, scalar, type Tensor, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { adamSamples, adamStep, expectNear } from '@tests/kit';
import { onCpu, testAdam, testOffered } from '@tests/kit/offers';
import { expect, test } from 'vitest';
import { onTorch } from '../../testing/onTorch.ts';

const given = { ...adamSamples, kernels: [Adam], tolerance: 1e-6 };

onTorch('Adam', () => {
  testAdam();

  testOffered('adam in place', { ...given, run: adamStep(adam, { inPlace: true }) });

  /** Steps of one parameter, each in place of the one before, as `compile` takes them. */
  const steps = (count: number, { beta1, beta2 }: { beta1: number; beta2: number }, isWatched = false) => {
    let [p, m, v] = [tensor([1, -2, 0.5]), zeros([3]), zeros([3])];
    for (let step = 0; step < count; step++) {
      const scalars = { beta1: scalar(beta1), beta2: scalar(beta2), alpha: scalar(0.01), epsilon: scalar(1e-3) };
      const gradients = [tensor([Math.sin(step), 1, 1e-4 * step])];
      const next = adam({ scalars, params: [p], gradients, m: [m], v: [v] }, { inPlace: true });
      dispose([p, m, v, gradients, ...Object.values(scalars)]);
      [p, m, v] = [next.params[0]!, next.m[0]!, next.v[0]!];
      if (isWatched) for (const average of [m, v]) dispose([mul(average, tensor(average.dataSync()))]);
    }
    return [p, m, v] as const;
  };
  const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(async (each) => [...(await each.data())]));

  test.each([
    { beta1: 0.9, beta2: 0.999 },
    { beta1: 0, beta2: 0 },
    { beta1: 0.5, beta2: 0.9 },
  ])('many steps in place are those of cpu: $beta1, $beta2', async (decay) => {
    const held = memory().numTensors;
    const here = steps(30, decay);
    const found = await read(here);
    dispose([...here]);
    expect(memory().numTensors).toBe(held);
    const there = await onCpu(async () => read(tidy(() => [...steps(30, decay)])));
    for (const [i, values] of there.entries()) expectNear(found[i]!, values, 1e-6, `tensor ${i}`);
  });

  test('whether averages are read between steps changes no bit', async () => {
    const decay = { beta1: 0.9, beta2: 0.999 };
    const [plain, watched] = [false, true].map((isWatched) => tidy(() => [...steps(20, decay, isWatched)]));
    expect(await read(watched!)).toEqual(await read(plain!));
    dispose([plain!, watched!]);
  });

  test('averages are right to whoever reads them between steps, and the steps go on', async () => {
    const decay = { beta1: 0.9, beta2: 0.999 };
    const [p, m, v] = steps(3, decay);
    const doubled = mul(m, 2);
    const shape = reshape(v, [3, 1]);
    const expected = await onCpu(async () => read(tidy(() => [...steps(3, decay)])));
    expectNear(
      await read([doubled]).then(([values]) => values!),
      expected[1]!.map((value) => 2 * value),
      1e-6,
    );
    expectNear(await read([shape]).then(([values]) => values!), expected[2]!, 1e-6);
    dispose([p, m, v, doubled, shape]);
  });

  test('what another tensor shares is not written over', async () => {
    const [p, m, v] = [tensor([1, 2]), zeros([2]), zeros([2])];
    const clone = p.clone();
    const number = scalar(0.5);
    const scalars = { beta1: number, beta2: number, alpha: number, epsilon: number };
    const next = adam({ scalars, params: [p], gradients: [tensor([3, 4])], m: [m], v: [v] }, { inPlace: true });
    expect(await read([clone])).toEqual([[1, 2]]);
    expect((await read(next.params))[0]![0]).toBeLessThan(1);
  });

  test('what is not finite stays with its number', async () => {
    const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
    const scalars = { beta1: scalar(0.9), beta2: scalar(0.999), alpha: scalar(0.01), epsilon: scalar(1e-3) };
    const given = { params: [tensor([1, 1, 1, 1])], gradients: [tensor([none, 1, infinity, 0])] };
    const next = adam({ ...given, scalars, m: [zeros([4])], v: [zeros([4])] });
    expect((await read(next.params))[0]!.map(Number.isFinite)).toEqual([false, true, false, true]);
  });
});
