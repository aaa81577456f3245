import {
  concat,
  engine,
  getBackend,
  getKernel,
  grads,
  memory,
  mul,
  registerKernel,
  reshape,
  type Scalar,
  sum,
  type Tensor,
  tensor,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { Input } from '@tests/kit';
import { expect, test } from 'vitest';
import { expectNear, onCpu } from './onDawn.ts';

type Run = (...xs: Tensor[]) => Tensor | readonly Tensor[];

/** Of a kernel that `@kindling/core` names. */
export interface OfferedKernel {
  /** The names that are registered for it, those of its gradient too. */
  readonly kernels: readonly string[];
  /** The public function, on float32 tensors. */
  readonly run: Run;
  /** Lists of inputs, each a case. */
  readonly cases: readonly (readonly Input[])[];
  /** Whether it has a gradient, by each of its inputs. Default: true. */
  readonly differentiable?: boolean;
  /** How far it may be from composed operations, of 1 + |value|. Default: 1e-5. */
  readonly tolerance?: number;
}

const tensorOf = ({ shape, values }: Input): Tensor => tensor([...values], [...shape], 'float32');

const join = (outputs: readonly Tensor[]): Tensor => concat(outputs.map((y) => reshape(y, [-1])));

/** A number that every element moves by an amount of its own. */
const weigh = (list: Tensor): Scalar =>
  sum(mul(list, tensor(Float32Array.from({ length: list.size }, (_, i) => Math.sin(i + 1)))));

const read = async (run: () => Tensor): Promise<readonly number[]> => {
  const list = tidy(run);
  const values = [...(await list.data())];
  list.dispose();
  return values;
};

export const valuesOf = (run: Run, inputs: readonly Input[]): Promise<readonly number[]> =>
  read(() => join([run(...inputs.map(tensorOf))].flat()));

const gradientsOf = (run: Run, inputs: readonly Input[]): Promise<readonly number[]> =>
  read(() => join(grads((...xs: Tensor[]) => weigh(join([run(...xs)].flat())))(inputs.map(tensorOf))));

/** With the backend in use as if it had none of these kernels. */
const without = async <T>(kernels: readonly string[], use: () => Promise<T>): Promise<T> => {
  const backend = getBackend();
  const taken = kernels.map((name) => getKernel(name, backend)).filter((config) => config !== undefined);
  for (const { kernelName } of taken) unregisterKernel(kernelName, backend);
  try {
    return await use();
  } finally {
    for (const config of taken) registerKernel(config);
  }
};

/** Values and gradients are those of composed operations, here and on cpu, and no tensor is left. To be in `onDawn`. */
export const testOffered = (
  name: string,
  { kernels, run, cases, differentiable = true, tolerance = 1e-5 }: OfferedKernel,
): void => {
  test(`${name} is offered, and gives what composed operations give`, { timeout: 120_000 }, async () => {
    expect(kernels.filter((kernel) => getKernel(kernel, 'webgpu') === undefined)).toEqual([]);
    for (const inputs of cases) {
      for (const work of differentiable ? [valuesOf, gradientsOf] : [valuesOf]) {
        const held = [memory().numTensors, engine().backend.numDataIds()];
        const found = await work(run, inputs);
        expect([memory().numTensors, engine().backend.numDataIds()]).toEqual(held);
        expectNear(found, await without(kernels, () => work(run, inputs)), tolerance);
        expectNear(found, await onCpu(() => work(run, inputs)), tolerance);
      }
    }
  });
};
