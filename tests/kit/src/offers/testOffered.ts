import { engine, getBackend, getKernel, grads, memory, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type Input, tensorOf } from '../expectGradient.ts';
import { expectNear } from '../expectNear.ts';
import { joined, weighed } from '../outputs.ts';
import type { KernelConformance } from '../testKernel.ts';
import { withoutKernels } from '../withoutKernels.ts';

/** Of a kernel that `@kindling/core` names. */
type OfferedKernel = Omit<KernelConformance, 'on'>;

type Run = OfferedKernel['run'];

const read = async (run: () => Tensor): Promise<readonly number[]> => {
  const list = tidy(run);
  const values = [...(await list.data())];
  list.dispose();
  return values;
};

export const valuesOf = (run: Run, inputs: readonly Input[]): Promise<readonly number[]> =>
  read(() => joined([run(...inputs.map(tensorOf))].flat()));

const gradientsOf = (run: Run, inputs: readonly Input[]): Promise<readonly number[]> =>
  read(() => joined(grads((...xs: Tensor[]) => weighed(joined([run(...xs)].flat())))(inputs.map(tensorOf))));

/** What is computed on cpu in between; then the backend before is in use again. */
export const onCpu = async <T>(use: () => Promise<T>): Promise<T> => {
  const before = getBackend();
  await setBackend('cpu');
  try {
    return await use();
  } finally {
    await setBackend(before);
  }
};

/** On the backend in use: values and gradients are those of composed operations, here and on cpu; no tensor is left. */
export const testOffered = (
  name: string,
  { kernels, run, cases, differentiable = true, tolerance = 1e-5 }: OfferedKernel,
): void => {
  test(`${name} is offered, and gives what composed operations give`, { timeout: 120_000 }, async () => {
    expect(kernels.filter((kernel) => getKernel(kernel, getBackend()) === undefined)).toEqual([]);
    for (const inputs of cases) {
      for (const work of differentiable ? [valuesOf, gradientsOf] : [valuesOf]) {
        const held = [memory().numTensors, engine().backend.numDataIds()];
        const found = await work(run, inputs);
        expect([memory().numTensors, engine().backend.numDataIds()]).toEqual(held);
        expectNear(found, await withoutKernels(kernels, () => work(run, inputs)), tolerance);
        expectNear(found, await onCpu(() => work(run, inputs)), tolerance);
      }
    }
  });
};
