import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import {
  concat,
  engine,
  getBackend,
  getKernel,
  grads,
  memory,
  mul,
  range,
  registerKernel,
  reshape,
  type Scalar,
  sin,
  sum,
  type Tensor,
  tensor,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBackends, useBackend } from './backends.ts';
import { expectGradient, type Input } from './expectGradient.ts';

export interface KernelConformance {
  /** The names that a backend registers for it; those of its gradient too. All of them, or none. */
  readonly kernels: readonly string[];
  /** The public function, on float32 tensors. */
  readonly run: (...xs: Tensor[]) => Tensor | readonly Tensor[];
  /** Lists of inputs, each a case. */
  readonly cases: readonly (readonly Input[])[];
  /** Whether it has a gradient, by each of its inputs. Default: true. */
  readonly differentiable?: boolean;
  /** How far offered may be from composed, of 1 + |value|; 0 for the same bits. Default: 1e-5. */
  readonly tolerance?: number;
  /** The backends that must offer it: the others compose. Default: those of @kindling/wasm. */
  readonly on?: readonly (typeof testBackends)[number][];
}

const tensorOf = ({ shape, values }: Input): Tensor => tensor([...values], [...shape], 'float32');

/** All outputs in one list. */
const join = (outputs: readonly Tensor[]): Tensor =>
  concat(
    outputs.map((y) => reshape(y, [-1])),
    0,
  );

/** A number that every element moves by an amount of its own. */
const weigh = (list: Tensor): Scalar => sum(mul(list, sin(range(1, list.size + 1))));

/** Runs `use` with the backend in use as if it had none of these kernels. */
const without = <T>(kernels: readonly string[], use: () => T): T => {
  const backend = getBackend();
  const taken = kernels.map((name) => getKernel(name, backend)).filter((config) => config !== undefined);
  for (const { kernelName } of taken) unregisterKernel(kernelName, backend);
  try {
    return use();
  } finally {
    for (const config of taken) registerKernel(config); // the same object: it is by this that its owner takes it out
  }
};

const expectNear = (found: readonly number[], expected: readonly number[], tolerance: number, about: string): void => {
  expect(found.length, about).toBe(expected.length);
  const isFar = (value: number, i: number): boolean =>
    !(Object.is(value, found[i]) || Math.abs(value - found[i]!) <= tolerance * (1 + Math.abs(value)));
  const far = expected.findIndex(isFar);
  expect(far, `${about}: [${far}] is ${found[far]} for ${expected[far]}`).toBe(-1);
};

/**
 * What every kernel owes that a backend may offer, on every backend: what the public function gives is what the
 * composed operations give, values and gradients, of the backend itself and of cpu; its gradient is the one that small
 * steps measure; no tensor is left behind. A backend without the kernel is tested composed.
 */
export const testKernel = (
  name: string,
  { kernels, run, cases, differentiable = true, tolerance = 1e-5, on = ['kernels'] }: KernelConformance,
): void => {
  const listed = (xs: readonly Tensor[]): readonly Tensor[] => [run(...xs)].flat();
  const valuesOf = (inputs: readonly Input[]): number[] =>
    tidy(() => listed(inputs.map(tensorOf)).flatMap((y) => Array.from(y.dataSync())));
  const gradientsOf = (inputs: readonly Input[]): number[] =>
    tidy(() =>
      grads((...xs: Tensor[]) => weigh(join(listed(xs))))(inputs.map(tensorOf)).flatMap((g) => [...g.dataSync()]),
    );
  const shapesOf = (inputs: readonly Input[]) =>
    tidy(() => listed(inputs.map(tensorOf)).map(({ shape, dtype }) => ({ shape, dtype })));

  describe.each(testBackends)(`${name} on %s`, (backend) => {
    const reference: { values: number[]; shapes: ReturnType<typeof shapesOf> }[] = [];
    let undo = () => {};
    beforeAll(async () => {
      undo = registerGradients([...neededGradients, ...furtherGradients]);
      await useBackend('cpu');
      for (const inputs of cases) {
        reference.push(without(kernels, () => ({ values: valuesOf(inputs), shapes: shapesOf(inputs) })));
      }
      await useBackend(backend);
    });
    afterAll(async () => {
      undo();
      await useBackend('cpu');
    });

    test(on.includes(backend) ? 'is offered' : 'is composed', () => {
      const offered = kernels.map((kernel) => getKernel(kernel, getBackend()) !== undefined);
      expect(offered).toEqual(kernels.map(() => on.includes(backend)));
    });

    test('gives what composed operations give, here and on cpu, and keeps no tensor', () => {
      for (const [i, inputs] of cases.entries()) {
        const held = () => [memory().numTensors, engine().backend.numDataIds()];
        const before = held();
        const found = valuesOf(inputs);
        expect(held()).toEqual(before);
        expect(shapesOf(inputs)).toEqual(reference[i]!.shapes);
        const composed = without(kernels, () => valuesOf(inputs));
        expectNear(found, composed, tolerance, `case ${i}, offered against composed`);
        expectNear(found, reference[i]!.values, Math.max(tolerance, 1e-5), `case ${i}, against cpu`);
      }
    });

    if (!differentiable) return;
    test('has the gradient of the composed operations, which small steps measure', () => {
      for (const [i, inputs] of cases.entries()) {
        const composed = without(kernels, () => gradientsOf(inputs));
        expectNear(gradientsOf(inputs), composed, Math.max(tolerance, 1e-5), `gradient of case ${i}`);
        expectGradient((...xs) => join(listed(xs)), ...inputs);
      }
    });
  });
};
