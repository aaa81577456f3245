import { Adam, type AdamAttributes, adam } from '@kindling/core';
import { dispose, memory, scalar, type Tensor, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { adamSamples, adamStep, expectNear } from '@tests/kit';
import { onCpu, testAdam, testOffered } from '@tests/kit/offers';
import { expect, test, vi } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';

const given = { ...adamSamples, kernels: [Adam], tolerance: 1e-6 };

onTorch('Adam', () => {
  testAdam();

  testOffered('adam in place', { ...given, run: adamStep(adam, { inPlace: true }) });
  testOffered('adam of averages', { ...given, run: adamStep(adam, { first: 1 - 0.9, second: 1 - 0.999 }) });

  /** Steps of one parameter, each in place of the one before, as `compile` takes them; told of each. */
  const steps = (
    count: number,
    { beta1, beta2 }: { beta1: number; beta2: number },
    watch = (...passing: [Tensor, Tensor, Tensor]): [Tensor, Tensor, Tensor] => passing,
  ) => {
    let [p, m, v]: [Tensor, Tensor, Tensor] = [tensor([1, -2, 0.5]), zeros([3]), zeros([3])];
    for (let step = 0; step < count; step++) {
      const scalars = { beta1: scalar(beta1), beta2: scalar(beta2), alpha: scalar(0.01), epsilon: scalar(1e-3) };
      const gradients = [tensor([Math.sin(step), 1, 1e-4 * step])];
      const gains = { first: 1 - beta1, second: 1 - beta2 };
      const next = adam({ scalars, params: [p], gradients, m: [m], v: [v] }, { ...gains, inPlace: true });
      dispose([p, m, v, gradients, ...Object.values(scalars)]);
      [p, m, v] = watch(next.params[0]!, next.m[0]!, next.v[0]!);
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

  test('steps that go on from what was read of them have the same bits', async () => {
    const decay = { beta1: 0.9, beta2: 0.999 };
    const read3 = (...passing: [Tensor, Tensor, Tensor]) => {
      const again = passing.map((each) => tensor(each.dataSync().slice(), each.shape));
      dispose(passing);
      return again as typeof passing;
    };
    const [plain, resumed] = [steps(20, decay), steps(20, decay, read3)];
    expect(await read(resumed)).toEqual(await read(plain));
    dispose([[...plain], [...resumed]]);
  });

  test('averages are one call of ATen; sums of other gains are composed', () => {
    const called = vi.spyOn(torchInUse(), 'fusedAdam');
    const step = (gains: AdamAttributes): void =>
      tidy(() => {
        const scalars = { beta1: scalar(0.9), beta2: scalar(0.999), alpha: scalar(0.01), epsilon: scalar(1e-3) };
        const one = [tensor([1, 2])];
        adam({ scalars, params: one, gradients: one, m: one, v: one }, gains);
      });
    step({ first: 1 - 0.9, second: 1 - 0.999 });
    expect(called).toHaveBeenCalledTimes(1);
    for (const gains of [{}, { first: 1 - 0.9, second: 1e-2 }]) step(gains);
    expect(called).toHaveBeenCalledTimes(1);
    called.mockRestore();
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
